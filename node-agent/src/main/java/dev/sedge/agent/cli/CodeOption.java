package dev.sedge.agent.cli;

import dev.sedge.agent.args.Option;
import dev.sedge.agent.args.Words;
import dev.sedge.agent.config.CodeLocation;
import dev.sedge.agent.grant.ByteSize;
import dev.sedge.runtime.CodeCache;
import dev.sedge.runtime.EngineConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The options {@code --code-cache} and {@code --code-cache-size}: where compiled modules are kept. */
final class CodeOption {
    private static final Option LOCATION = Option.value(
            "DIR",
            "Where compiled modules are kept for the next start: auto for the directory code in the root, a directory"
                    + " that no guest can write to, or none. Default: auto.",
            "--code-cache");
    private static final Option SIZE =
            Option.value("SIZE", "How much of the disk they may take. Default: 256Mi.", "--code-cache-size");
    static final List<Option> OPTIONS = List.of(LOCATION, SIZE);

    private final CodeLocation location;
    private final long size;

    CodeOption(Words words) {
        location = words.has(LOCATION) ? CodeLocation.parse(words.value(LOCATION, "")) : CodeLocation.AUTO;
        size = words.has(SIZE) ? ByteSize.parse(words.value(SIZE, "")) : CodeLocation.DEFAULT_SIZE;
    }

    /** Where they are kept; empty if they are not. */
    Optional<CodeCache> cache(Path root) {
        return location.cache(root, size);
    }

    /** How the engine of a command works. */
    EngineConfig engine(Path root) {
        return location.engine(root, size);
    }
}
