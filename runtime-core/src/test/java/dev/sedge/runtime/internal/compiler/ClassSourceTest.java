package dev.sedge.runtime.internal.compiler;

import static dev.sedge.runtime.ModuleBytes.I64;
import static dev.sedge.runtime.ModuleBytes.bytes;
import static dev.sedge.runtime.ModuleBytes.module;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sedge.runtime.ModuleLimits;
import dev.sedge.runtime.internal.cache.CodeArchive;
import dev.sedge.runtime.internal.cache.CodeKey;
import dev.sedge.runtime.internal.cache.CodeStore;
import dev.sedge.runtime.internal.compiler.emit.Limits;
import dev.sedge.runtime.internal.compiler.emit.ModulePlan;
import dev.sedge.runtime.internal.compiler.emit.Names;
import dev.sedge.runtime.internal.compiler.read.ModuleCode;
import dev.sedge.runtime.internal.scan.ModuleScanner;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept of classes that are written ahead. */
final class ClassSourceTest {

    /** Two functions, which are written in pieces: the state, a class with both, a dispatcher, and one class each for the rest. */
    private static final byte[] WASM = module().section(1, bytes().raw(1, 0x60, 1, I64, 1, I64))
            .functions(2)
            .section(10, bytes().raw(2).sized(bytes().raw(0, 0x20, 0, 0x0B)).sized(bytes().raw(0, 0x20, 0, 0x0B)))
            .build();

    private static final CodeKey KEY = CodeKey.of(WASM, "1", "");
    private static final String FUNCTIONS = Names.PACKAGE + "F0";
    private static final Limits IN_PIECES = new Limits(0, 0);
    private static final CodeArchive NOTHING = CodeArchive.of(Map.of(), Map.of());

    @TempDir
    private Path temporary;

    private CodeStore store;
    private int rests;

    @BeforeEach
    void openStore() {
        store = CodeStore.open(temporary.resolve("code"), 1 << 20);
    }

    private ClassSource source(CodeArchive archive) {
        ModuleCode code = new ModuleCode(WASM, ModuleScanner.scan(WASM, ModuleLimits.defaults()), false);
        CodeKeeper keeper = new CodeKeeper(store, KEY, new Reminder(), 1);
        return new ClassSource(new ModulePlan(code, IN_PIECES), archive, Optional.of(keeper));
    }

    private CodeArchive kept() {
        return store.find(KEY).orElseThrow();
    }

    private Set<String> allNames() {
        source(NOTHING).complete(pace(Integer.MAX_VALUE));
        Set<String> names = new TreeSet<>(kept().classNames());
        assertThat(rests).isEqualTo(names.size());
        assertThat(names).contains(Names.PACKAGE + "P0p0", Names.PACKAGE + "P1p0");
        store = CodeStore.open(temporary.resolve("another"), 1 << 20);
        rests = 0;
        return names;
    }

    /** Rests after each class that it has written, and is interrupted in the rest of that number. */
    private Pace pace(int last) {
        return new Pace(Double.MIN_NORMAL, millis -> {
            if (++rests == last) {
                throw new InterruptedException();
            }
        });
    }

    @Test
    void complete_interrupted_hasKeptWhatItWrote_andTheNextOneGoesOnThere() {
        Set<String> all = allNames();

        source(NOTHING).complete(pace(3));

        assertThat(Thread.interrupted()).isTrue();
        CodeArchive partly = kept();
        assertThat(CodeKeeper.isComplete(partly)).isFalse();
        int done = partly.classNames().size();
        assertThat(done).isBetween(1, 3);
        rests = 0;

        source(partly).complete(pace(Integer.MAX_VALUE));

        assertThat(rests).isEqualTo(all.size() - done);
        assertThat(kept().classNames()).hasSameElementsAs(all);
        assertThat(CodeKeeper.isComplete(kept())).isTrue();
    }

    @Test
    void complete_afterARunOfAnotherProcess_writesTheRestOfItsFunctionsToo() {
        Set<String> all = allNames();
        ClassSource run = source(NOTHING);
        run.find(FUNCTIONS);
        assertThat(run.keep()).isTrue();

        source(kept()).complete(pace(Integer.MAX_VALUE));

        assertThat(rests).isEqualTo(all.size() - 1);
        assertThat(kept().classNames()).hasSameElementsAs(all);
    }

    @Test
    void complete_whatTheRunOfThisProcessHasWritten_isNotWrittenAgain() {
        Set<String> all = allNames();
        ClassSource source = source(NOTHING);
        source.find(FUNCTIONS);

        source.complete(pace(Integer.MAX_VALUE));

        assertThat(rests).isEqualTo(all.size() - 1);
        assertThat(kept().classNames()).hasSameElementsAs(all);
        assertThat(source.keep()).isFalse();
    }

    @Test
    void complete_anotherProcessWasFaster_writesNothingMore() {
        ClassSource slow = source(NOTHING);
        source(NOTHING).complete(pace(Integer.MAX_VALUE));
        rests = 0;

        slow.complete(pace(Integer.MAX_VALUE));

        assertThat(rests).isEqualTo(1);
        assertThat(slow.isComplete()).isTrue();
    }

    @Test
    void complete_nothingCanBeKept_givesUp() {
        store = CodeStore.open(temporary.resolve("code"), 10);
        ClassSource source = source(NOTHING);

        source.complete(pace(Integer.MAX_VALUE));

        assertThat(rests).isEqualTo(1);
        assertThat(source.isComplete()).isFalse();
        assertThat(source.find(FUNCTIONS).hasRemaining()).isTrue();
    }
}
