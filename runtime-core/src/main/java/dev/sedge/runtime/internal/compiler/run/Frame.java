package dev.sedge.runtime.internal.compiler.run;

import org.jspecify.annotations.Nullable;

/** The variables of one call of a function that is too large for a method: see {@code compiler.flat}. */
public final class Frame {

    /** So many variables weigh as much as a nested call. */
    private static final int VARIABLES_PER_CALL = 100;

    private final long[] numbers;
    private final @Nullable Object[] references;

    private Frame(int numbers, int references) {
        this.numbers = new long[numbers];
        this.references = new Object[references];
    }

    /** How many calls may be nested in one that has so many variables, so that frames do not fill the heap. */
    public static int depth(int depth, int variables) {
        int left = depth - variables / VARIABLES_PER_CALL;
        if (left <= 0) {
            throw InstanceState.stackExhausted();
        }
        return left;
    }

    /** Variables that are all zero or null. */
    public static Frame create(int numbers, int references) {
        return new Frame(numbers, references);
    }

    public static int getInt(int variable, Frame frame) {
        return (int) frame.numbers[variable];
    }

    public static long getLong(int variable, Frame frame) {
        return frame.numbers[variable];
    }

    public static float getFloat(int variable, Frame frame) {
        return Float.intBitsToFloat((int) frame.numbers[variable]);
    }

    public static double getDouble(int variable, Frame frame) {
        return Double.longBitsToDouble(frame.numbers[variable]);
    }

    public static @Nullable Object getReference(int variable, Frame frame) {
        return frame.references[variable];
    }

    public static void set(int value, int variable, Frame frame) {
        frame.numbers[variable] = value;
    }

    public static void set(long value, int variable, Frame frame) {
        frame.numbers[variable] = value;
    }

    public static void set(float value, int variable, Frame frame) {
        frame.numbers[variable] = Float.floatToRawIntBits(value);
    }

    public static void set(double value, int variable, Frame frame) {
        frame.numbers[variable] = Double.doubleToRawLongBits(value);
    }

    public static void set(@Nullable Object value, int variable, Frame frame) {
        frame.references[variable] = value;
    }
}
