package dev.sedge.runtime.internal.compiler;

import static dev.sedge.runtime.ModuleBytes.bytes;
import static dev.sedge.runtime.ModuleBytes.module;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sedge.runtime.FunctionType;
import dev.sedge.runtime.GuestInterruptedException;
import dev.sedge.runtime.HostFunction;
import dev.sedge.runtime.InstanceControl;
import dev.sedge.runtime.ModuleBytes;
import dev.sedge.runtime.StopReason;
import dev.sedge.runtime.WasmException;
import dev.sedge.runtime.internal.InstanceBody;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Endless loops of every kind end when they are told to, also where a loop is in other methods than its function. */
@Timeout(60)
final class LoopInterruptionTest {

    /** What is done in each turn of the loop. */
    private static Map<String, ModuleBytes> steps() {
        return Map.of(
                "exception", bytes().raw(0x02, 0x40, 0x1F, 0x40, 1, 2, 0, 0x08, 0, 0x0B, 0x0B),
                "table",
                        bytes().raw(0x02, 0x40, 0x02, 0x40, 0x02, 0x40, 0x20, 0, 0x41, 3, 0x71)
                                .raw(0x0E, 3, 0, 1, 2, 3, 0x0B, 0x01, 0x0B, 0x01, 0x0B),
                "numbers", bytes(),
                "call", bytes().raw(0x10, 2),
                "tail call to itself", bytes().raw(0x12, 1));
    }

    /** Function 0 is the host's, 1 loops, 2 returns; tag 0 is empty. */
    private static byte[] wasm(ModuleBytes step) {
        ModuleBytes body = bytes().raw(1, 1, ModuleBytes.I32, 0x10, 0, 0x03, 0x40);
        body.repeat(60, 0x20, 0, 0x41, 3, 0x6A, 0x21, 0).append(step).raw(0x0C, 0, 0x0B, 0x0B);
        return module().section(1, bytes().raw(1, 0x60, 0, 0))
                .section(2, bytes().raw(1).name("host").name("ready").raw(0, 0))
                .functions(2)
                .section(13, bytes().raw(1, 0, 0))
                .section(10, bytes().raw(2).sized(body).sized(bytes().raw(0, 0x0B)))
                .build();
    }

    static Stream<Arguments> loops() {
        return steps().entrySet().stream()
                .flatMap(step -> Stream.of(0, 60, 200, 4000)
                        .map(size -> Arguments.of(Named.of(step.getKey(), wasm(step.getValue())), size)));
    }

    @ParameterizedTest(name = "{0} in methods of {1} bytes")
    @MethodSource("loops")
    void stop_endlessLoop_ends(byte[] wasm, int methodBytes) throws InterruptedException {
        CountDownLatch ready = new CountDownLatch(1);
        InstanceControl control = InstanceControl.create();
        HostFunction host = new HostFunction("ready", FunctionType.of(), (caller, stack) -> ready.countDown());
        InstanceBody body = Bodies.instance(Bodies.compiler(methodBytes), wasm, control, host);
        AtomicReference<Throwable> outcome = new AtomicReference<>();
        Thread thread = new Thread(() -> {
            try {
                body.call(1, new long[0]);
            } catch (WasmException e) {
                outcome.set(e);
            }
        });
        thread.start();
        ready.await();

        control.stop(StopReason.REQUESTED);
        thread.join();

        assertThat(outcome.get()).isInstanceOf(GuestInterruptedException.class);
    }
}
