package dev.sedge.runtime.internal.compiler;

import dev.sedge.runtime.ExternType.MemoryType;
import dev.sedge.runtime.ExternType.TableType;
import dev.sedge.runtime.ValueType;
import dev.sedge.runtime.internal.EngineProvider;
import dev.sedge.runtime.internal.ExecutableModule;
import dev.sedge.runtime.internal.compiler.emit.ModulePlan;
import dev.sedge.runtime.internal.compiler.read.ModuleCode;
import dev.sedge.runtime.internal.scan.ModuleOutline;
import dev.sedge.runtime.internal.scan.ModuleOutline.Feature;

/** Compiles modules to JVM bytecode; those it does not know are left to another tier, which also validates all of them. */
public final class CompilerProvider implements EngineProvider {

    private static final int MAX_METHOD_BYTES = 4000;

    private final EngineProvider other;
    private final int maxMethodBytes;

    /** A compiler before another tier. */
    public CompilerProvider(EngineProvider other) {
        this(other, Integer.getInteger("sedge.methodBytes", MAX_METHOD_BYTES));
    }

    /** The same with another size above which methods are split; for tests. */
    public CompilerProvider(EngineProvider other, int maxMethodBytes) {
        this.other = other;
        this.maxMethodBytes = maxMethodBytes;
    }

    @Override
    public ExecutableModule load(byte[] wasm, ModuleOutline outline) {
        ExecutableModule validated = other.load(wasm, outline);
        if (!knows(outline)) {
            return validated;
        }
        ModuleCode code = new ModuleCode(outline.withoutCustomSections(wasm), outline);
        return new CompiledModule(code, new ModulePlan(code, maxMethodBytes));
    }

    private static boolean knows(ModuleOutline outline) {
        return !outline.uses(Feature.ATOMICS)
                && !outline.uses(Feature.TYPED_REFERENCES)
                && !outline.uses(Feature.TAIL_CALLS)
                && outline.memories().stream().noneMatch(MemoryType::shared)
                && outline.tables().stream().map(TableType::element).noneMatch(ValueType.EXNREF::equals);
    }
}
