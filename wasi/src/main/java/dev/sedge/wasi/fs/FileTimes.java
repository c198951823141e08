package dev.sedge.wasi.fs;

import java.util.OptionalLong;

/**
 * Times to set, in nanoseconds since 1970 as unsigned numbers; an empty one stays as it is.
 *
 * @param accessTime last access
 * @param modificationTime last change of the content
 */
public record FileTimes(OptionalLong accessTime, OptionalLong modificationTime) {
    /** Both times. */
    public static FileTimes of(long accessTime, long modificationTime) {
        return new FileTimes(OptionalLong.of(accessTime), OptionalLong.of(modificationTime));
    }

    /** Only the time of the last change. */
    public static FileTimes modified(long modificationTime) {
        return new FileTimes(OptionalLong.empty(), OptionalLong.of(modificationTime));
    }
}
