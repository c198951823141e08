package dev.sedge.wasi.internal.preview1;

import dev.sedge.wasi.fs.Errno;
import dev.sedge.wasi.fs.ErrnoException;
import dev.sedge.wasi.fs.FileTimes;
import java.util.OptionalLong;

/** The times that a guest asks to set. */
final class Times {
    private Times() {}

    /** Reads the arguments; INVAL for unknown flags, and for a time together with "now". */
    static FileTimes of(long access, long modification, int flags, GuestTime time) throws ErrnoException {
        if ((flags & ~Layouts.TIME_ALL) != 0) {
            throw new ErrnoException(Errno.INVAL);
        }
        return new FileTimes(
                one(access, has(flags, Layouts.TIME_ACCESS), has(flags, Layouts.TIME_ACCESS_NOW), time),
                one(
                        modification,
                        has(flags, Layouts.TIME_MODIFICATION),
                        has(flags, Layouts.TIME_MODIFICATION_NOW),
                        time));
    }

    private static OptionalLong one(long given, boolean useGiven, boolean useNow, GuestTime time)
            throws ErrnoException {
        if (useGiven && useNow) {
            throw new ErrnoException(Errno.INVAL);
        }
        if (useNow) {
            return OptionalLong.of(time.forFiles());
        }
        return useGiven ? OptionalLong.of(given) : OptionalLong.empty();
    }

    private static boolean has(int flags, int flag) {
        return (flags & flag) != 0;
    }
}
