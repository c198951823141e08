package dev.sedge.bench;

import org.jspecify.annotations.Nullable;

/** An exported function. */
@FunctionalInterface
interface GuestFunction {
    /** Calls it and returns its first result, or 0 where it has none. */
    long call(long... arguments);

    /** The first of an engine's results. */
    static long first(long @Nullable [] results) {
        return results == null || results.length == 0 ? 0 : results[0];
    }
}
