package dev.sedge.runtime.internal.compiler;

import dev.sedge.runtime.ExternType.MemoryType;
import dev.sedge.runtime.ExternType.TableType;
import dev.sedge.runtime.ValueType;
import dev.sedge.runtime.internal.EngineProvider;
import dev.sedge.runtime.internal.ExecutableModule;
import dev.sedge.runtime.internal.cache.CodeArchive;
import dev.sedge.runtime.internal.cache.CodeKey;
import dev.sedge.runtime.internal.cache.CodeStore;
import dev.sedge.runtime.internal.cache.ValidationMark;
import dev.sedge.runtime.internal.compiler.emit.ClassFactory;
import dev.sedge.runtime.internal.compiler.emit.ModulePlan;
import dev.sedge.runtime.internal.compiler.read.ModuleCode;
import dev.sedge.runtime.internal.scan.ModuleOutline;
import dev.sedge.runtime.internal.scan.ModuleOutline.Feature;
import java.util.Map;
import java.util.Optional;

/** Compiles modules to JVM bytecode; those it does not know are left to another tier, which also validates all of them. */
public final class CompilerProvider implements EngineProvider {

    private static final int MAX_METHOD_BYTES = 4000;

    /** To be changed with every change of what is emitted: code in a cache is for one version. */
    private static final String VERSION = "2";

    private final EngineProvider other;
    private final Optional<CodeStore> store;
    private final int maxMethodBytes;

    /**
     * A compiler before another tier.
     *
     * @param store where code is kept; empty for nowhere
     */
    public CompilerProvider(EngineProvider other, Optional<CodeStore> store) {
        this(other, store, MAX_METHOD_BYTES);
    }

    /** The same with another size above which methods are split; 0 for functions in pieces, all of them. */
    public CompilerProvider(EngineProvider other, Optional<CodeStore> store, int maxMethodBytes) {
        this.other = other;
        this.store = store;
        this.maxMethodBytes = maxMethodBytes;
    }

    @Override
    public ExecutableModule load(byte[] wasm, ModuleOutline outline, String digest) {
        if (!knows(outline)) {
            return other.load(wasm, outline, digest);
        }
        CodeKey key = CodeKey.of(digest, VERSION, "method=" + maxMethodBytes);
        Optional<CodeArchive> archive =
                store.flatMap(it -> it.find(key)).filter(found -> ValidationMark.isIn(found, other.validator()));
        if (archive.isEmpty()) {
            other.validate(wasm, outline);
        }
        ModuleCode code = new ModuleCode(outline.withoutCustomSections(wasm), outline);
        ClassSource classes = new ClassSource(new ClassFactory(new ModulePlan(code, maxMethodBytes)), archive);
        return new CompiledModule(code, classes, incomplete -> complete(incomplete, key));
    }

    private void complete(ClassSource classes, CodeKey key) {
        Map<String, byte[]> attributes = Map.of(ValidationMark.attribute(), ValidationMark.by(other.validator()));
        Optional<CodeArchive> all = classes.complete(attributes);
        store.ifPresent(it -> all.ifPresent(archive -> it.save(key, archive)));
    }

    @Override
    public void validate(byte[] wasm, ModuleOutline outline) {
        other.validate(wasm, outline);
    }

    @Override
    public String validator() {
        return other.validator();
    }

    private static boolean knows(ModuleOutline outline) {
        return !outline.uses(Feature.ATOMICS)
                && !outline.uses(Feature.TYPED_REFERENCES)
                && outline.memories().stream().noneMatch(MemoryType::shared)
                && outline.tables().stream().map(TableType::element).noneMatch(ValueType.EXNREF::equals);
    }
}
