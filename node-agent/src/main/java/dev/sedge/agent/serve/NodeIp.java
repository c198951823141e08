package dev.sedge.agent.serve;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The address of the node: the configured one, or what is found out; the latter again after some seconds, because a
 * device may come up before its network does. Thread-safe.
 */
final class NodeIp implements Supplier<String> {
    private static final long GOOD_FOR = Duration.ofSeconds(10).toNanos();

    private final Optional<InetAddress> configured;
    private final Supplier<InetAddress> detection;
    private final LongSupplier nanoTime;
    private Optional<String> found = Optional.empty();
    private long foundAt;

    NodeIp(Optional<InetAddress> configured, Supplier<InetAddress> detection, LongSupplier nanoTime) {
        this.configured = configured;
        this.detection = detection;
        this.nanoTime = nanoTime;
    }

    @Override
    public synchronized String get() {
        if (configured.isPresent()) {
            return configured.get().getHostAddress();
        }
        long now = nanoTime.getAsLong();
        if (found.isEmpty() || now - foundAt > GOOD_FOR) {
            found = Optional.of(detection.get().getHostAddress());
            foundAt = now;
        }
        return found.get();
    }
}
