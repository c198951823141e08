package dev.sedge.runtime.internal.interpreter;

import dev.sedge.runtime.internal.InstanceContext;
import dev.sedge.runtime.internal.scan.ModuleOutline;
import run.endive.runtime.TableInstance;
import run.endive.wasm.types.Table;

/** Makes the tables of an instance in the order in which Endive asks for them. */
final class TableSupply {

    private final ModuleOutline outline;
    private final InstanceContext context;
    private int next;

    TableSupply(ModuleOutline outline, InstanceContext context) {
        this.outline = outline;
        this.context = context;
    }

    TableInstance next(Table declared, int initialValue) {
        long minEntries = outline.tables().get(next++).minEntries();
        return GuardedTable.create(declared, initialValue, minEntries, context);
    }
}
