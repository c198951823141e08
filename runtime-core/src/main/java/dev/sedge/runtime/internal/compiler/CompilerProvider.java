package dev.sedge.runtime.internal.compiler;

import dev.sedge.runtime.ExternType.MemoryType;
import dev.sedge.runtime.ExternType.TableType;
import dev.sedge.runtime.ValueType;
import dev.sedge.runtime.internal.EngineProvider;
import dev.sedge.runtime.internal.ExecutableModule;
import dev.sedge.runtime.internal.KeptModule;
import dev.sedge.runtime.internal.cache.CodeArchive;
import dev.sedge.runtime.internal.cache.CodeKey;
import dev.sedge.runtime.internal.cache.CodeStore;
import dev.sedge.runtime.internal.cache.ValidationMark;
import dev.sedge.runtime.internal.compiler.emit.Limits;
import dev.sedge.runtime.internal.compiler.emit.ModulePlan;
import dev.sedge.runtime.internal.compiler.read.ModuleCode;
import dev.sedge.runtime.internal.scan.ModuleOutline;
import dev.sedge.runtime.internal.scan.ModuleOutline.Feature;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * Compiles modules to JVM bytecode; those it does not know are left to another tier, which also validates all of them and
 * says whether they are metered.
 */
public final class CompilerProvider implements EngineProvider {

    /** To be changed with every change of what is emitted: code in a cache is for one version. */
    private static final String VERSION = "7";

    private final EngineProvider other;
    private final Optional<CodeStore> store;
    private final Limits limits;
    private final long codeBytes;

    /**
     * A compiler before another tier.
     *
     * @param store where code is kept; empty for nowhere
     * @param codeBytes how much code of one module may be loaded
     */
    public CompilerProvider(EngineProvider other, Optional<CodeStore> store, long codeBytes) {
        this(other, store, codeBytes, Limits.USUAL);
    }

    /** The same with other limits of methods. */
    public CompilerProvider(EngineProvider other, Optional<CodeStore> store, long codeBytes, Limits limits) {
        this.other = other;
        this.store = store;
        this.codeBytes = codeBytes;
        this.limits = limits;
    }

    @Override
    public ExecutableModule load(byte[] wasm, ModuleOutline outline, String digest) {
        if (!knows(outline)) {
            return other.load(wasm, outline, digest);
        }
        other.validate(wasm, outline);
        CodeArchive archive = CodeArchive.of(Map.of(), attributes(outline, digest));
        return prepare(wasm, outline, archive);
    }

    /** What is known of a module beside its code. */
    private Map<String, byte[]> attributes(ModuleOutline outline, String digest) {
        return Map.of(
                ValidationMark.attribute(),
                ValidationMark.by(other.validator()),
                KeptCode.DIGEST,
                digest.getBytes(StandardCharsets.UTF_8),
                KeptCode.FACTS,
                outline.facts().bytes());
    }

    @Override
    public Optional<KeptModule> recall(byte[] wasm) {
        if (store.isEmpty()) {
            return Optional.empty();
        }
        Optional<CodeArchive> found = store.get().find(key(wasm));
        if (found.isEmpty() || !KeptCode.isKnown(found.get(), other.validator())) {
            return Optional.empty();
        }
        return Optional.of(new KeptCode(found.get(), outline -> prepare(wasm, outline, found.get())));
    }

    private CodeKey key(byte[] wasm) {
        return CodeKey.of(wasm, VERSION, metersFuel() ? limits.name().concat(",fuel") : limits.name());
    }

    private CompiledModule prepare(byte[] wasm, ModuleOutline outline, CodeArchive archive) {
        byte[] own = wasm.clone(); // The caller may write to his; code is made and kept much later.
        ModuleCode code = new ModuleCode(outline.withoutCustomSections(own), outline, metersFuel());
        // A module of which all is kept need not hold the bytes that an entry is made of.
        Optional<CodeKeeper> keeper = store.isEmpty() || CodeKeeper.isComplete(archive)
                ? Optional.empty()
                : Optional.of(new CodeKeeper(store.get(), key(own), new Reminder()));
        ClassSource classes = new ClassSource(new ModulePlan(code, limits), archive, keeper);
        return new CompiledModule(code, classes, new CodeBudget(codeBytes));
    }

    @Override
    public void validate(byte[] wasm, ModuleOutline outline) {
        other.validate(wasm, outline);
    }

    @Override
    public boolean metersFuel() {
        return other.metersFuel();
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
