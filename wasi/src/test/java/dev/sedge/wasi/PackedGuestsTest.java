package dev.sedge.wasi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sedge.runtime.Engine;
import dev.sedge.runtime.EngineConfig;
import dev.sedge.runtime.GuestInterruptedException;
import dev.sedge.runtime.MemoryPool;
import dev.sedge.runtime.ResourceLimits;
import dev.sedge.runtime.Tier;
import dev.sedge.runtime.WasmModule;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Guests that have waited so long that their memory is packed. */
@Timeout(120)
class PackedGuestsTest {
    /** No guest of these needs a quarter of its memory. */
    private static final long PACKED = 48 << 10;

    private final MemoryPool pool = MemoryPool.of(64L << 20);
    private final ResourceLimits limits = ResourceLimits.defaults().withMemoryPool(pool);

    @ParameterizedTest
    @CsvSource({"COMPILER, sleep", "COMPILER, poll", "COMPILER, read", "INTERPRETER, sleep", "INTERPRETER, read"})
    void guestThatWaits_isPackedAndCanBeStopped(Tier tier, String mode) throws InterruptedException {
        SignallingOutput out = new SignallingOutput(false);
        try (SilentInput silent = new SilentInput()) {
            WasiConfig config = WasiConfig.builder()
                    .args("loop", mode)
                    .stdin(silent)
                    .stdout(out)
                    .build();
            WasiProcess process = Wasi.start(module(tier, "loop"), config, limits);
            out.awaitOutput();
            awaitPacked();
            assertThat(process.memoryBytes()).isGreaterThan(PACKED);

            process.stop();
            assertThatThrownBy(process::waitFor).isInstanceOf(GuestInterruptedException.class);
        }
        awaitPool(0);
    }

    @ParameterizedTest
    @EnumSource(Tier.class)
    void guestThatWaitsForInput_goesOnWhereItWas(Tier tier) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (PipedInputStream input = new PipedInputStream()) {
            WasiConfig config = WasiConfig.builder()
                    .args("stdio", "lines")
                    .stdin(input)
                    .stdout(out)
                    .build();
            WasiProcess process;
            try (PipedOutputStream typed = new PipedOutputStream(input)) {
                process = Wasi.start(module(tier, "stdio"), config, limits);
                for (int line = 0; line < 3; line++) {
                    awaitPacked();
                    typed.write(("line " + line + "\n").getBytes(StandardCharsets.UTF_8));
                    typed.flush();
                }
            }

            assertThat(process.waitFor()).isEqualTo(ExitStatus.SUCCESS);
        }
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("line 0\n", "line 1\n", "line 2\n");
    }

    @ParameterizedTest
    @EnumSource(Tier.class)
    void guestThatSleeps_wakesInTime(Tier tier) throws InterruptedException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        WasiConfig config = WasiConfig.builder()
                .args("clock", "sleep", "700")
                .stdout(out)
                .monotonicClock(MonotonicClock.system())
                .build();
        WasiProcess process = Wasi.start(module(tier, "clock"), config, limits);
        awaitPacked();

        assertThat(process.waitFor(Duration.ofMinutes(1))).contains(ExitStatus.SUCCESS);
        assertThat(out.toString(StandardCharsets.UTF_8)).endsWith("slept\n");
    }

    @ParameterizedTest
    @EnumSource(Tier.class)
    void serverThatWaitsForClients_answersThem(Tier tier) throws Exception {
        try (ServerSocketChannel server =
                ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            WasiConfig config = WasiConfig.builder()
                    .args("serve", "lines", "2")
                    .listener(Listener.of(server))
                    .build();
            WasiProcess process = Wasi.start(module(tier, "serve"), config, limits);
            for (int client = 0; client < 2; client++) {
                awaitPacked();
                try (Socket socket = new Socket(
                                InetAddress.getLoopbackAddress(),
                                server.socket().getLocalPort());
                        OutputStream request = socket.getOutputStream();
                        BufferedReader answer = new BufferedReader(
                                new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
                    request.write("hello\n".getBytes(StandardCharsets.UTF_8));
                    assertThat(answer.readLine()).isEqualTo("5");
                }
            }

            assertThat(process.waitFor()).isEqualTo(ExitStatus.SUCCESS);
        }
    }

    private static WasmModule module(Tier tier, String guest) {
        try {
            return Engine.create(EngineConfig.defaults().withTier(tier))
                    .compile(Files.readAllBytes(Path.of("src/test/guests/c", guest + ".wasm")));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void awaitPacked() {
        while (pool.used() == 0 || pool.used() > PACKED) {
            Thread.onSpinWait();
        }
    }

    private void awaitPool(long bytes) {
        while (pool.used() != bytes) {
            Thread.onSpinWait();
        }
    }
}
