package dev.sedge.runtime.internal.compiler.run;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Values that wait with the state: parameters beyond what the JVM takes, and results beyond the first. */
public final class Spill {

    /** For so many values there is always room. */
    public static final int ROOM = 100;

    private Spill() {}

    public static void put(int value, int index, InstanceState state) {
        put((long) value, index, state);
    }

    public static void put(long value, int index, InstanceState state) {
        if (index >= state.numbers.length) {
            state.makeRoom(index);
        }
        state.numbers[index] = value;
    }

    public static void put(float value, int index, InstanceState state) {
        put((long) Float.floatToRawIntBits(value), index, state);
    }

    public static void put(double value, int index, InstanceState state) {
        put(Double.doubleToRawLongBits(value), index, state);
    }

    public static void put(@Nullable Object value, int index, InstanceState state) {
        if (index >= state.references.length) {
            state.makeRoom(Math.max(index, 1));
        }
        state.references[index] = value;
    }

    public static int takeInt(int index, InstanceState state) {
        return (int) state.numbers[index];
    }

    public static long takeLong(int index, InstanceState state) {
        return state.numbers[index];
    }

    public static float takeFloat(int index, InstanceState state) {
        return Float.intBitsToFloat((int) state.numbers[index]);
    }

    public static double takeDouble(int index, InstanceState state) {
        return Double.longBitsToDouble(state.numbers[index]);
    }

    public static @Nullable Object takeReference(int index, InstanceState state) {
        Object value = state.references[Objects.checkIndex(index, state.references.length)];
        state.references[index] = null;
        return value;
    }
}
