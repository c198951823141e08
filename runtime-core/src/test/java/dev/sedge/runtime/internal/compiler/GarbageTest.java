package dev.sedge.runtime.internal.compiler;

import static dev.sedge.runtime.ModuleBytes.bytes;
import static dev.sedge.runtime.ModuleBytes.module;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sedge.runtime.Engine;
import dev.sedge.runtime.Imports;
import dev.sedge.runtime.InstanceControl;
import dev.sedge.runtime.ModuleBytes;
import dev.sedge.runtime.ResourceLimits;
import dev.sedge.runtime.TrapException;
import dev.sedge.runtime.WasmInstance;
import dev.sedge.runtime.WasmModule;
import dev.sedge.runtime.internal.InstanceBody;
import dev.sedge.runtime.internal.InstanceContext;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a module leaves when nobody uses it any more: nothing. */
final class GarbageTest {

    private static final int CYCLES = 1000;

    private static final byte[] TRAPPING = module().voidType()
            .functions(1)
            .section(5, bytes().raw(1, 0, 1))
            .section(7, bytes().raw(1).name("f").raw(0, 0))
            .body(bytes().raw(0x00))
            .build();

    @Test
    void classes_ofADroppedModule_areCollected() {
        WeakReference<ClassLoader> loader = used();

        for (int i = 0; i < 100 && !loader.refersTo(null); i++) {
            System.gc();
        }

        assertThat(loader.refersTo(null)).isTrue();
    }

    /** The loader of a module that has been instantiated and called. */
    private static WeakReference<ClassLoader> used() {
        CompiledModule module = (CompiledModule) Bodies.load(Bodies.compiler(4000), TRAPPING);
        InstanceBody body = module.instantiate(
                Engine.create()
                        .compile(ModuleBytes.module().build())
                        .instantiate(Imports.none(), ResourceLimits.defaults()),
                List.of(),
                new InstanceContext(ResourceLimits.defaults(), InstanceControl.create()));
        body.initialize();
        assertThatThrownBy(() -> body.call(0, new long[0])).isInstanceOf(TrapException.class);
        return new WeakReference<>(module.loader());
    }

    @Test
    void instances_madeRunAndClosed_addNoClassesAndThreads() {
        WasmModule module = Engine.create().compile(TRAPPING);
        cycle(module);
        long classes = ManagementFactory.getClassLoadingMXBean().getTotalLoadedClassCount();
        long threads = ManagementFactory.getThreadMXBean().getTotalStartedThreadCount();
        for (int i = 0; i < CYCLES; i++) {
            cycle(module);
        }

        assertThat(ManagementFactory.getClassLoadingMXBean().getTotalLoadedClassCount() - classes)
                .isLessThan(CYCLES / 10);
        assertThat(ManagementFactory.getThreadMXBean().getTotalStartedThreadCount() - threads)
                .isLessThan(CYCLES / 10);
    }

    private static void cycle(WasmModule module) {
        try (WasmInstance instance = module.instantiate(Imports.none(), ResourceLimits.defaults())) {
            assertThatThrownBy(() -> instance.call("f")).isInstanceOf(TrapException.class);
        }
    }
}
