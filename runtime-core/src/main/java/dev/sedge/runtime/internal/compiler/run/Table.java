package dev.sedge.runtime.internal.compiler.run;

import dev.sedge.runtime.ExternType.TableType;
import dev.sedge.runtime.TrapException;
import dev.sedge.runtime.ValueType;
import dev.sedge.runtime.internal.Budget;
import dev.sedge.runtime.internal.InstanceContext;
import java.util.Arrays;

/** A table within the budget of its instance: of functions, by their numbers, or of references of the host. */
public final class Table {

    private static final int NULL = -1;

    private final Budget budget;
    private final boolean ofFunctions;
    private final long maxEntries;
    private int[] functions = {};
    private long[] externs = {};

    private Table(TableType type, Budget budget) {
        this.budget = budget;
        this.ofFunctions = type.element() == ValueType.FUNCREF;
        this.maxEntries = type.maxEntries().orElse(Integer.MAX_VALUE);
        resize((int) type.minEntries());
    }

    /**
     * A table of nulls.
     *
     * @throws dev.sedge.runtime.LimitExceededException when it is larger than the budget
     */
    public static Table create(TableType type, InstanceContext context) {
        context.takeInitialEntries(type.minEntries());
        return new Table(type, context.tables());
    }

    private void resize(int size) {
        int old = size();
        if (ofFunctions) {
            functions = Arrays.copyOf(functions, size);
            Arrays.fill(functions, old, size, NULL);
        } else {
            externs = Arrays.copyOf(externs, size);
            Arrays.fill(externs, old, size, NULL);
        }
    }

    int size() {
        return ofFunctions ? functions.length : externs.length;
    }

    /** The entries of a table of functions; another array when it has grown. */
    int[] functions() {
        return functions;
    }

    long get(int index) {
        require(index, 1);
        return ofFunctions ? functions[index] : externs[index];
    }

    void set(int index, long value) {
        fill(index, 1, value);
    }

    /** Grows by a number of entries, unsigned; the old size, or -1. */
    int grow(int more, long value) {
        int old = size();
        if (more < 0 || more > maxEntries - old || !budget.take(more)) {
            return -1;
        }
        resize(old + more);
        fill(old, more, value);
        return old;
    }

    void fill(int index, int count, long value) {
        require(index, count);
        if (ofFunctions) {
            Arrays.fill(functions, index, index + count, (int) value);
        } else {
            Arrays.fill(externs, index, index + count, value);
        }
    }

    void copy(int target, Table from, int source, int count) {
        require(target, count);
        from.require(source, count);
        if (ofFunctions) {
            System.arraycopy(from.functions, source, functions, target, count);
        } else {
            System.arraycopy(from.externs, source, externs, target, count);
        }
    }

    /** Copies entries of a segment. */
    public void init(int target, long[] segment, int source, int count) {
        require(target, count);
        if (Integer.toUnsignedLong(source) + Integer.toUnsignedLong(count) > segment.length) {
            throw outOfBounds();
        }
        for (int i = 0; i < count; i++) {
            set(target + i, segment[source + i]);
        }
    }

    /** Sets all entries of a new table. */
    public void fillAll(long value) {
        fill(0, size(), value);
    }

    private void require(int index, int count) {
        if (Integer.toUnsignedLong(index) + Integer.toUnsignedLong(count) > size()) {
            throw outOfBounds();
        }
    }

    private static TrapException outOfBounds() {
        return new TrapException("out of bounds table access");
    }
}
