package dev.sedge.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CliTest {
    private static final Path GUESTS = Path.of("..", "wasi", "src", "test", "guests", "c");

    @TempDir
    Path directory;

    @Test
    void run_file_givesTheGuestAllWordsAfterIt() {
        CliRun run = CliRun.of("run", "-e", "HOME=/h", guest("process"), "7", "--memory", "-x", "--help");

        assertThat(run.status()).isEqualTo(7);
        assertThat(run.out()).contains("5 arguments", "[2] 8 bytes: --memory", "[4] 6 bytes: --help", "HOME is /h");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void run_twice_usesWhatTheFirstRunCompiled() throws IOException {
        String code = directory.resolve("code").toString();
        CliRun first = CliRun.of("run", "--code-cache", code, guest("process"), "7");
        byte[] kept = Files.readAllBytes(entry());

        CliRun second = CliRun.of("run", "--code-cache", code, guest("process"), "7");

        assertThat(second).isEqualTo(first);
        assertThat(entry()).hasBinaryContent(kept);
        assertThat(first.err()).isEmpty();
    }

    @Test
    void run_guestTraps_keepsWhatWasCompiledUntilThen() throws IOException {
        CliRun.of("run", "--code-cache", directory.resolve("code").toString(), guest("trap"), "divide");

        assertThat(entry()).exists();
    }

    private Path entry() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("code"))) {
            return files.reduce((one, other) -> fail("two entries")).orElseThrow();
        }
    }

    @Test
    void run_guestTraps_oneLineAnd134() {
        CliRun run = CliRun.of("run", guest("trap"), "divide");

        assertThat(run.status()).isEqualTo(134);
        assertThat(run.err()).isEqualTo("sedge: the guest trapped: integer divide by zero\n");
    }

    @Test
    void run_guestTrapsVerbose_showsTheTraceWithNames() {
        CliRun run = CliRun.of("run", "--verbose", guest("trap"), "divide");

        assertThat(run.err()).contains("at trap_divide", "at middle", "at outer", "at main");
    }

    @Test
    void run_endlessLoopWithTimeout_is124() {
        CliRun run = CliRun.of("run", "--timeout", "200ms", guest("loop"), "empty");

        assertThat(run.status()).isEqualTo(124);
        assertThat(run.err()).isEqualTo("sedge: the guest ran into its deadline (--timeout)\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1e9", "9223372036854775808"})
    void run_fuelThatIsNoCount_is125(String fuel) {
        CliRun run = CliRun.of("run", "--fuel", fuel, guest("loop"), "empty");

        assertThat(run.status()).isEqualTo(125);
        assertThat(run.err())
                .isEqualTo("sedge: '" + fuel
                        + "' is no number of instructions, such as 1000000000; try 'sedge run --help'\n");
    }

    @Test
    void run_endlessLoopWithFuel_is124() {
        CliRun run = CliRun.of("run", "--fuel", "1000000", guest("loop"), "empty");

        assertThat(run.status()).isEqualTo(124);
        assertThat(run.err()).isEqualTo("sedge: the guest has used its fuel (--fuel)\n");
    }

    @Test
    void run_trace_showsTheCallsOfTheGuest() {
        CliRun run = CliRun.of("run", "--trace", guest("hello"));

        assertThat(run.err()).contains("==> wasi_snapshot_preview1.fd_write(");
    }

    @Test
    void run_listenOnATakenPort_isOneLineAnd125() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1:" + taken.getLocalPort();
            CliRun run = CliRun.of("run", "--listen", address, guest("serve"), "lines", "0");

            assertThat(run.status()).isEqualTo(125);
            assertThat(run.err())
                    .startsWith("sedge: open listener, TCP " + address + " for the guest: ")
                    .hasLineCount(1);
        }
    }

    @Test
    void run_withoutListen_givesNoSocket() {
        CliRun run = CliRun.of("run", guest("serve"), "lines", "0");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).isEqualTo("no listener\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "run ./none.wasm|no file ./none.wasm is here; an image is named without ./ or / in front",
                "run ..|.. is a directory: name a Wasm module",
                "run|Missing required parameter: 'IMAGE|FILE'; try 'sedge run --help'",
                "run --memory lots x.wasm|sedge: 'lots' is not a size: give a whole number of bytes",
                "run --dir /a:/b x.wasm|'/a:/b' could mean HOST:GUEST or GUEST:HOST",
                "run --listen localhost:80 x.wasm|'localhost' is no IP address",
                "run --listen 127.0.0.1:0 x.wasm|names no port",
                "run -e PATH x.wasm|'PATH' has no value",
                "run --code-cache-size lots x.wasm|sedge: 'lots' is not a size: give a whole number of bytes",
                "compile|Missing required parameter: 'IMAGE|FILE'; try 'sedge compile --help'",
                "compile ./none.wasm|no file ./none.wasm is here; an image is named without ./ or / in front",
                "run --fast x.wasm|Unknown option: '--fast'; try 'sedge run --help'",
                "fly|no command 'fly'; try 'sedge --help'",
                "run --pull never --pull always x|option '--pull' is given twice",
                "run --pull soon x|'soon' is none of always, missing, never; try 'sedge run --help'",
            })
    void wrongUsage_isOneLineAnd125(String words, String message) {
        CliRun run = CliRun.of(words.split(" "));

        assertThat(run.status()).isEqualTo(125);
        assertThat(run.err()).startsWith("sedge: ").contains(message).hasLineCount(1);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void run_missingDirectory_isOneLineAnd125() {
        Path missing = directory.resolve("missing");
        CliRun run = CliRun.of("run", "--dir", missing + "::/", guest("hello"));

        assertThat(run.status()).isEqualTo(125);
        assertThat(run.err()).startsWith("sedge: ").contains(missing.toString()).hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "compile", "version"})
    void help_ofACommand_isItsUsage(String command) {
        CliRun run = CliRun.of(command, "--help");

        assertThat(run.status()).isZero();
        assertThat(run.out()).startsWith("Usage: sedge " + command);
    }

    @Test
    void help_namesAllCommands() {
        CliRun run = CliRun.of("help");

        assertThat(run).isEqualTo(CliRun.of("--help"));
        assertThat(run.out())
                .contains("\n  run ", "\n  inspect ", "\n  version ")
                .doesNotContain("warm-up");
        assertThat(CliRun.of("help", "run")).isEqualTo(CliRun.of("run", "--help"));
        assertThat(CliRun.of("help", "fly").status()).isEqualTo(125);
        assertThat(CliRun.of("--version")).isEqualTo(CliRun.of("version"));
    }

    @Test
    void noCommand_isTheUsageAnd125() {
        CliRun run = CliRun.of();

        assertThat(run.status()).isEqualTo(125);
        assertThat(run.err()).startsWith("Usage: sedge ");
    }

    private static String guest(String name) {
        return GUESTS.resolve(name + ".wasm").toString();
    }
}
