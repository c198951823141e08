package dev.sedge.runtime.internal.compiler.run;

import org.jspecify.annotations.Nullable;

/**
 * Tail calls: a function leaves its arguments with the state, says whom to call, and ends. The method around it makes the
 * call, so that the Java stack does not grow.
 */
public final class TailCalls {

    private static final int NONE = -1;

    private TailCalls() {}

    /** Asks for a call of the function with this number. */
    public static void request(int number, InstanceState state) {
        state.tail = number;
    }

    /** The same, if its number is one of a type. */
    public static void request(int number, int begin, int end, InstanceState state) {
        if (number < begin || number >= end) {
            throw Tables.mismatch();
        }
        state.tail = number;
    }

    /** Makes the calls that are asked for, until a function ends without one. */
    public static void finish(InstanceState state, int depth) {
        while (state.tail != NONE) {
            TailEntry entry = state.parts().tailEntries().apply(state.tail);
            state.tail = NONE;
            entry.call(state, depth);
        }
    }

    // The first result: of the function itself, or of the last that was called in its place.

    public static int finish(int result, InstanceState state, int depth) {
        if (state.tail == NONE) {
            return result;
        }
        finish(state, depth);
        return Spill.takeInt(0, state);
    }

    public static long finish(long result, InstanceState state, int depth) {
        if (state.tail == NONE) {
            return result;
        }
        finish(state, depth);
        return Spill.takeLong(0, state);
    }

    public static float finish(float result, InstanceState state, int depth) {
        if (state.tail == NONE) {
            return result;
        }
        finish(state, depth);
        return Spill.takeFloat(0, state);
    }

    public static double finish(double result, InstanceState state, int depth) {
        if (state.tail == NONE) {
            return result;
        }
        finish(state, depth);
        return Spill.takeDouble(0, state);
    }

    public static @Nullable Object finish(@Nullable Object result, InstanceState state, int depth) {
        if (state.tail == NONE) {
            return result;
        }
        finish(state, depth);
        return Spill.takeReference(0, state);
    }

    // Leaves the first result with the state, unless there is none yet.

    public static void keep(int result, InstanceState state) {
        if (state.tail == NONE) {
            Spill.put(result, 0, state);
        }
    }

    public static void keep(long result, InstanceState state) {
        if (state.tail == NONE) {
            Spill.put(result, 0, state);
        }
    }

    public static void keep(float result, InstanceState state) {
        if (state.tail == NONE) {
            Spill.put(result, 0, state);
        }
    }

    public static void keep(double result, InstanceState state) {
        if (state.tail == NONE) {
            Spill.put(result, 0, state);
        }
    }

    public static void keep(@Nullable Object result, InstanceState state) {
        if (state.tail == NONE) {
            Spill.put(result, 0, state);
        }
    }
}
