package dev.sedge.agent.cli;

import dev.sedge.agent.config.CodeLocation;
import dev.sedge.runtime.CodeCache;
import dev.sedge.runtime.EngineConfig;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options {@code --code-cache} and {@code --code-cache-size}: where compiled modules are kept. */
final class CodeOption {
    @Option(
            names = "--code-cache",
            paramLabel = "DIR",
            description = "Where compiled modules are kept for the next start: auto for the directory code in the root,"
                    + " a directory that no guest can write to, or none. Default: auto.")
    CodeLocation location = CodeLocation.AUTO;

    @Option(
            names = "--code-cache-size",
            paramLabel = "SIZE",
            description = "How much of the disk they may take. Default: 256Mi.")
    Long size = CodeLocation.DEFAULT_SIZE;

    /** What {@code --code-cache} means. */
    static CodeLocation parse(String text) {
        try {
            return CodeLocation.parse(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
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
