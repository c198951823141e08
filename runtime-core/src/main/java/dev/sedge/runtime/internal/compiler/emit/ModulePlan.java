package dev.sedge.runtime.internal.compiler.emit;

import dev.sedge.runtime.internal.compiler.read.ModuleCode;
import dev.sedge.runtime.internal.compiler.read.ModuleCode.Range;
import dev.sedge.runtime.internal.compiler.read.TypeKinds.Signature;
import dev.sedge.runtime.internal.scan.ModuleOutline.Feature;

/** What all generated classes of a module agree on: which function is in which class, and how code is written. */
public final class ModulePlan {

    /** Functions are written together up to so many bytes of Wasm: small enough to be written while somebody waits. */
    private static final int GROUP_BYTES = 8_000;

    private static final int LAST_JDK_WITH_WRONG_COMPARES = 17;

    private final ModuleCode module;
    private final int[] groups;
    private final int groupCount;
    private final boolean reserve;
    private final boolean longCompares;
    private final Limits limits;

    public ModulePlan(ModuleCode module, Limits limits) {
        this.module = module;
        this.limits = limits;
        this.reserve = module.hasReserve();
        this.longCompares = Runtime.version().feature() <= LAST_JDK_WITH_WRONG_COMPARES;
        this.groups = new int[module.definedFunctions()];
        int group = 0;
        int bytes = 0;
        for (int i = 0; i < groups.length; i++) {
            Range body = module.body(module.outline().importedFunctionCount() + i);
            int length = body.end() - body.start();
            if (bytes > 0 && bytes + length > GROUP_BYTES) {
                group++;
                bytes = 0;
            }
            groups[i] = group;
            bytes += length;
        }
        groupCount = group + 1;
    }

    ModuleCode module() {
        return module;
    }

    int groupCount() {
        return groupCount;
    }

    private int imported() {
        return module.outline().importedFunctionCount();
    }

    /** The first function of a group; that of the number of groups is behind the last function. */
    int firstOfGroup(int group) {
        int low = 0;
        int high = groups.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (groups[middle] < group) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return imported() + low;
    }

    /** The class of a function. */
    String owner(int function) {
        return function < imported() ? Names.IMPORTS : Names.group(groups[function - imported()]);
    }

    String descriptor(int function) {
        Signature type = module.kinds().function(function);
        return Names.descriptor(type.parameters(), type.results());
    }

    /** Whether the array of memory 0 may be longer than the memory, so that its size must be known beside it. */
    boolean hasReserve() {
        return reserve;
    }

    /** Whether memories may get another array during a call: by growing, or in a host function that waits for long. */
    boolean memoryMoves() {
        return module.outline().uses(Feature.MEMORY_GROW) || imported() > 0;
    }

    /** Whether ints are compared unsigned as longs: C2 of JDK 17 and older miscompiles pairs of int compares (JDK-8376400). */
    boolean comparesAsLongs() {
        return longCompares;
    }

    Limits limits() {
        return limits;
    }
}
