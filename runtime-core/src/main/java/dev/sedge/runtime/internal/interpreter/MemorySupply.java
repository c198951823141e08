package dev.sedge.runtime.internal.interpreter;

import dev.sedge.runtime.internal.LinearMemory;
import dev.sedge.runtime.internal.scan.ModuleOutline;
import java.util.List;
import run.endive.runtime.Memory;
import run.endive.wasm.types.MemoryLimits;

/** Hands the memories of an instance to Endive in the order in which it asks for them. */
final class MemorySupply {

    private final ModuleOutline outline;
    private final List<LinearMemory> memories;
    private int next;

    MemorySupply(ModuleOutline outline, List<LinearMemory> memories) {
        this.outline = outline;
        this.memories = memories;
    }

    Memory next(MemoryLimits declared) {
        int index = next++;
        return new EndiveMemory(
                memories.get(index), declared, outline.memories().get(index).shared());
    }
}
