package dev.sedge.runtime.internal.interpreter;

import dev.sedge.runtime.internal.Budget;
import dev.sedge.runtime.internal.InstanceContext;
import org.jspecify.annotations.Nullable;
import run.endive.runtime.Instance;
import run.endive.runtime.TableInstance;
import run.endive.wasm.types.Table;
import run.endive.wasm.types.TableLimits;

/**
 * A table within the budget of its instance. It has limits of its own: Endive's table counts its growth in the limits of
 * the module, where the next instance would find it.
 */
final class GuardedTable extends TableInstance {

    private final Budget budget;

    private GuardedTable(Table table, int initialValue, Budget budget) {
        super(table, initialValue);
        this.budget = budget;
    }

    static GuardedTable create(Table declared, int initialValue, long minEntries, InstanceContext context) {
        context.takeInitialEntries(minEntries);
        TableLimits limits = new TableLimits(
                minEntries, declared.limits().max(), declared.limits().shared());
        return new GuardedTable(new Table(declared.elementType(), limits), initialValue, context.tables());
    }

    @Override
    public int grow(int size, int value, Instance instance) {
        return mayGrow(size) ? super.grow(size, value, instance) : -1;
    }

    @Override
    public int growWithRef(int size, @Nullable Object refValue, Instance instance) {
        return mayGrow(size) ? super.growWithRef(size, refValue, instance) : -1;
    }

    private boolean mayGrow(int size) {
        return size >= 0 && size <= limits().max() - size() && budget.take(size);
    }
}
