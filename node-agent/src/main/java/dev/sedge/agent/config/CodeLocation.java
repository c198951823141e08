package dev.sedge.agent.config;

import dev.sedge.runtime.CodeCache;
import dev.sedge.runtime.EngineConfig;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where compiled modules are kept: a directory, none, or the usual one, which follows the root. Immutable, and opens
 * nothing.
 */
public final class CodeLocation {
    /** The directory {@code code} in the root. */
    public static final CodeLocation AUTO = new CodeLocation("auto", Optional.empty());

    /** Nowhere: each process compiles for itself. */
    public static final CodeLocation NONE = new CodeLocation("none", Optional.empty());

    /** How many bytes they may have together if nobody says so: 256 MiB. */
    public static final long DEFAULT_SIZE = 256L << 20;

    private final String text;
    private final Optional<Path> directory;

    private CodeLocation(String text, Optional<Path> directory) {
        this.text = text;
        this.directory = directory;
    }

    /**
     * Reads {@code auto}, {@code none} or a directory.
     *
     * @throws IllegalArgumentException if it is none of them
     */
    public static CodeLocation parse(String text) {
        if (text.equals(AUTO.text)) {
            return AUTO;
        }
        if (text.equals(NONE.text)) {
            return NONE;
        }
        Path directory = Syntax.path(text);
        return new CodeLocation(directory.toString(), Optional.of(directory));
    }

    /** The words that {@link #parse} reads. */
    public String format() {
        return text;
    }

    /**
     * The cache there, of at most so many bytes; empty for {@link #NONE}.
     *
     * @param root where images are kept
     */
    public Optional<CodeCache> cache(Path root, long maxBytes) {
        if (this == NONE) {
            return Optional.empty();
        }
        Path place = directory.orElseGet(() -> root.resolve("code"));
        return Optional.of(CodeCache.at(place).withMaxBytes(maxBytes));
    }

    /** How an engine works that keeps what it compiles there. */
    public EngineConfig engine(Path root, long maxBytes) {
        EngineConfig config = EngineConfig.defaults();
        return cache(root, maxBytes).map(config::withCodeCache).orElse(config);
    }

    @Override
    public String toString() {
        return text;
    }
}
