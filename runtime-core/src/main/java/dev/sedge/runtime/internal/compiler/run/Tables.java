package dev.sedge.runtime.internal.compiler.run;

import dev.sedge.runtime.TrapException;

/** The instructions on tables: operands first, then the immediates in the order of the binary format, then the state. */
public final class Tables {

    private static final long[] DROPPED = {};

    private Tables() {}

    /** The function at an entry of a table that {@code call_indirect} calls. */
    public static int function(int index, int[] table) {
        if (index < 0 || index >= table.length) {
            throw new TrapException("undefined element");
        }
        int number = table[index];
        if (number < 0) {
            throw new TrapException("uninitialized element " + index);
        }
        return number;
    }

    /** The entries of any table of functions. */
    public static int[] functions(int table, InstanceState state) {
        return table(table, state).functions();
    }

    /** What a call of a function of another type throws. */
    public static TrapException mismatch() {
        return new TrapException("indirect call type mismatch");
    }

    public static int size(int table, InstanceState state) {
        return table(table, state).size();
    }

    public static int getFunction(int index, int table, InstanceState state) {
        return (int) table(table, state).get(index);
    }

    public static long getExtern(int index, int table, InstanceState state) {
        return table(table, state).get(index);
    }

    public static void set(int index, int value, int table, InstanceState state) {
        table(table, state).set(index, value);
    }

    public static void set(int index, long value, int table, InstanceState state) {
        table(table, state).set(index, value);
    }

    public static int grow(int value, int more, int table, InstanceState state) {
        int old = table(table, state).grow(more, value);
        if (table == 0) {
            state.table = table(0, state).functions();
        }
        return old;
    }

    public static int grow(long value, int more, int table, InstanceState state) {
        return table(table, state).grow(more, value);
    }

    public static void fill(int index, int value, int count, int table, InstanceState state) {
        table(table, state).fill(index, count, value);
    }

    public static void fill(int index, long value, int count, int table, InstanceState state) {
        table(table, state).fill(index, count, value);
    }

    public static void copy(int target, int source, int count, int targetTable, int sourceTable, InstanceState state) {
        table(targetTable, state).copy(target, table(sourceTable, state), source, count);
    }

    public static void init(int target, int source, int count, int segment, int table, InstanceState state) {
        table(table, state).init(target, state.parts().elements().get(segment), source, count);
    }

    public static void drop(int segment, InstanceState state) {
        state.parts().elements().set(segment, DROPPED);
    }

    private static Table table(int index, InstanceState state) {
        return state.parts().tables().get(index);
    }
}
