package dev.sedge.runtime;

import static dev.sedge.runtime.ModuleBytes.bytes;
import static dev.sedge.runtime.ModuleBytes.module;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sedge.runtime.internal.ThreadCpu;
import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class CpuTimeTest {

    /** One function of 180 KB, which takes the compiler much longer than it takes the thread to run it once. */
    private static byte[] largeFunction() {
        ModuleBytes body = bytes().raw(1, 1, ModuleBytes.I64);
        for (int i = 0; i < 20_000; i++) {
            body.raw(0x20, 0, 0x42, 3, 0x7C, 0x21, 0);
        }
        return module().section(1, bytes().raw(1, 0x60, 0, 1, ModuleBytes.I64))
                .functions(1)
                .section(7, bytes().u32(1).name("f").raw(0).u32(0))
                .section(10, bytes().u32(1).sized(body.raw(0x20, 0, 0x0B)))
                .build();
    }

    private static long own() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    @Test
    void cpuTime_functionThatIsCompiledMeanwhile_hasThatOfTheCompiler() {
        try (Engine engine = Engine.create()) {
            WasmModule module = engine.compile(largeFunction());
            InstanceControl control = InstanceControl.create();
            ThreadCpu thread = ThreadCpu.ofCurrentThread();
            long ownBefore = own();
            long before = thread.nanos();

            long[] result = module.instantiate(Imports.none(), ResourceLimits.defaults(), control)
                    .call("f");

            long both = thread.nanos() - before;
            long compiler = both - (own() - ownBefore);
            assertThat(result).containsExactly(60_000);
            assertThat(compiler).isPositive();
            assertThat(control.cpuTime().toNanos()).isBetween(compiler, both);
        }
    }

    @Test
    void addCurrentThread_ofAThreadThatHelps_countsAllItDid() throws InterruptedException {
        ThreadCpu caller = ThreadCpu.ofCurrentThread();
        long before = caller.nanos();
        AtomicLong spent = new AtomicLong();
        Thread helper = new Thread(() -> {
            ThreadCpu own = ThreadCpu.ofCurrentThread();
            while (own.nanos() < 3_000_000) {
                Thread.onSpinWait();
            }
            spent.set(own.nanos());
            caller.addCurrentThread();
        });

        helper.start();
        helper.join();

        long own = own();
        long both = caller.nanos();
        assertThat(both - before).isGreaterThanOrEqualTo(spent.get());
        assertThat(both).isGreaterThanOrEqualTo(own + spent.get());
    }
}
