package dev.sedge.agent.pod;

import dev.sedge.agent.io.ContainerIo;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * What the pods of a node have in common.
 *
 * @param root the agent's own directory: theirs are {@code pods}, {@code containers} and {@code trash} in it
 * @param clock the time of what happens
 * @param stopPatience how long a container that was stopped may take to end, at least; it is stopped at once, so only a
 *     defect takes longer
 * @param attachGrace how long the first output of a container waits for its client, if it has input for one client only
 */
public record PodSettings(Path root, InstantSource clock, Duration stopPatience, Duration attachGrace) {
    /** The settings of an agent with this root. */
    public static PodSettings of(Path root) {
        return new PodSettings(root, InstantSource.system(), Duration.ofSeconds(10), ContainerIo.DEFAULT_GRACE);
    }

    /** Nanoseconds since 1970. */
    long now() {
        Instant now = clock.instant();
        return now.getEpochSecond() * 1_000_000_000 + now.getNano();
    }
}
