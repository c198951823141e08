package dev.sedge.runtime.internal.compiler;

import dev.sedge.runtime.internal.ExecutableModule;
import dev.sedge.runtime.internal.KeptModule;
import dev.sedge.runtime.internal.cache.CodeArchive;
import dev.sedge.runtime.internal.cache.ValidationMark;
import dev.sedge.runtime.internal.scan.CodeFacts;
import dev.sedge.runtime.internal.scan.ModuleOutline;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/** A module that was found in the store, before it is prepared. */
final class KeptCode implements KeptModule {

    static final String DIGEST = "digest";
    static final String FACTS = "facts";

    private final CodeArchive archive;
    private final Function<ModuleOutline, ExecutableModule> preparation;

    KeptCode(CodeArchive archive, Function<ModuleOutline, ExecutableModule> preparation) {
        this.archive = archive;
        this.preparation = preparation;
    }

    /** Whether an archive says all that is asked of it, and this validator has let the module through. */
    static boolean isKnown(CodeArchive archive, String validator) {
        return ValidationMark.isIn(archive, validator)
                && archive.attribute(DIGEST).isPresent()
                && archive.attribute(FACTS).isPresent();
    }

    @Override
    public String digest() {
        ByteBuffer text = archive.attribute(DIGEST).orElseThrow();
        return new String(text.array(), text.arrayOffset(), text.remaining(), StandardCharsets.UTF_8);
    }

    @Override
    public CodeFacts facts() {
        return CodeFacts.of(archive.attribute(FACTS).orElseThrow());
    }

    @Override
    public ExecutableModule load(ModuleOutline outline) {
        return preparation.apply(outline);
    }
}
