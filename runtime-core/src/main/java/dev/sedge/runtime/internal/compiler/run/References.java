package dev.sedge.runtime.internal.compiler.run;

import dev.sedge.runtime.TrapException;
import org.jspecify.annotations.Nullable;

/** References to functions and to things of the host, as numbers. */
public final class References {

    private static final int NULL = -1;

    private References() {}

    public static int isNull(int function) {
        return function == NULL ? 1 : 0;
    }

    public static int isNull(long extern) {
        return extern == NULL ? 1 : 0;
    }

    public static int isNull(@Nullable Object exception) {
        return exception == null ? 1 : 0;
    }

    /** The number in a reference that is called. */
    public static int function(int number) {
        if (number < 0) {
            throw new TrapException("null function reference");
        }
        return number;
    }

    /** The index of a function as the host knows it, from the number in a reference. */
    public static int toIndex(int number, InstanceState state) {
        return number < 0 ? NULL : state.parts().numbers().function(number);
    }

    /** The number of a function whose index comes from the host; null where there is no such function. */
    public static int toNumber(int index, InstanceState state) {
        boolean exists = index >= 0 && index < state.parts().numbers().count();
        return exists ? state.parts().numbers().of(index) : NULL;
    }
}
