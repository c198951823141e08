package dev.sedge.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When the Java stack ends before the call depth does: the same trap, and nothing is broken. */
@InEveryTier
final class CallStackTest {

    private static final ResourceLimits ENDLESS = ResourceLimits.defaults().withCallDepth(Integer.MAX_VALUE);

    private final WasmModule module;

    CallStackTest(Tier tier) {
        module = Guests.in(tier).module("calls");
    }

    /** What a call ends with, on a thread with so many bytes of stack. */
    private List<String> run(int kilobytes, int times, String export, HostFunction.Body again)
            throws InterruptedException {
        List<String> outcomes = new ArrayList<>();
        AtomicReference<Throwable> unexpected = new AtomicReference<>();
        Runnable task = () -> {
            for (int i = 0; i < times; i++) {
                try (WasmInstance instance = module.instantiate(Imports.of(CallTest.host(again)), ENDLESS)) {
                    instance.call(export, 1_000_000_000);
                } catch (TrapException e) {
                    outcomes.add(String.valueOf(e.getMessage()));
                }
            }
            WasmInstance next = module.instantiate(Imports.of(CallTest.host()), ENDLESS);
            outcomes.add("then " + next.call("depth", 10)[0]);
        };
        Thread thread = new Thread(null, task, "guest", kilobytes * 1024L, false);
        thread.setUncaughtExceptionHandler((dead, thrown) -> unexpected.set(thrown));
        thread.start();
        thread.join();
        assertThat(unexpected.get()).isNull();
        return outcomes;
    }

    @ParameterizedTest
    @ValueSource(ints = {256, 512, 1024, 4096})
    void recursion_anyStack_trapsAndTheModuleStillWorks(int kilobytes) throws InterruptedException {
        assertThat(run(kilobytes, 5, "depth", (caller, stack) -> {}))
                .hasSize(6)
                .containsOnly("call stack exhausted", "then 7");
    }

    @Test
    void recursion_thousandTimes_alwaysTraps() throws InterruptedException {
        assertThat(run(256, 1000, "depth", (caller, stack) -> {}))
                .hasSize(1001)
                .containsOnly("call stack exhausted", "then 7");
    }

    @Test
    void recursion_throughTheHost_trapsToo() throws InterruptedException {
        HostFunction.Body again = (caller, stack) -> stack[0] = caller.call("again", stack[0])[0];

        assertThat(run(512, 50, "again", again)).hasSize(51).containsOnly("call stack exhausted", "then 7");
    }
}
