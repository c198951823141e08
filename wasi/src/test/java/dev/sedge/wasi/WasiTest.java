package dev.sedge.wasi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sedge.runtime.FunctionType;
import dev.sedge.runtime.HostModule;
import dev.sedge.runtime.Imports;
import dev.sedge.runtime.LimitExceededException;
import dev.sedge.runtime.LinkException;
import dev.sedge.runtime.ResourceLimits;
import dev.sedge.runtime.WasmModule;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class WasiTest {
    /** Imports {@code env.foo}, and {@code _start} calls it. */
    private static final String IMPORTS_FOO = "0061736d01000000" + "01040160" + "0000" + "020b0103656e7603666f6f0000"
            + "03020100" + "070a01065f73746172740001" + "0a0601040010000b";

    /** Exports {@code _initialize} and imports nothing. */
    private static final String REACTOR =
            "0061736d01000000" + "010401600000" + "03020100" + "070f010b5f696e697469616c697a650000" + "0a040102000b";

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 42, 137, 255})
    void run_guestThatExits_returnsItsStatus(int status) {
        WasiConfig config =
                WasiConfig.builder().args("process", Integer.toString(status)).build();
        assertThat(Wasi.run(TestModules.module("c/process.wasm"), config)).isEqualTo(new ExitStatus(status));
    }

    @Test
    void run_guestThatReturns_isASuccess() {
        ExitStatus status = Wasi.run(
                TestModules.module("c/hello.wasm"), WasiConfig.builder().build());
        assertThat(status).isEqualTo(ExitStatus.SUCCESS);
        assertThat(status.isSuccess()).isTrue();
    }

    @Test
    void checkLinks_importThatNobodyOffers_isNamedBeforeAnythingRuns() {
        WasmModule module = module(IMPORTS_FOO);
        assertThatThrownBy(() -> Wasi.checkLinks(module))
                .isInstanceOf(LinkException.class)
                .hasMessageContaining("env")
                .hasMessageContaining("foo");
        assertThatThrownBy(() -> Wasi.run(module, WasiConfig.builder().build())).isInstanceOf(LinkException.class);
    }

    @Test
    void checkLinks_everyFunctionOfPreview1_isOffered() {
        Wasi.checkLinks(TestModules.module("wat/raw.wasm"));
        assertThat(TestModules.module("wat/raw.wasm").imports()).hasSize(46);
    }

    @Test
    void start_additionalHostModule_isCalledByTheGuest() throws InterruptedException {
        List<String> calls = new ArrayList<>();
        HostModule env = HostModule.builder("env")
                .function("foo", FunctionType.of(), (caller, stack) -> calls.add("foo"))
                .build();
        WasiProcess process = Wasi.start(
                module(IMPORTS_FOO), WasiConfig.builder().build(), ResourceLimits.defaults(), Imports.of(env));
        assertThat(process.waitFor()).isEqualTo(ExitStatus.SUCCESS);
        assertThat(calls).containsExactly("foo");
    }

    @Test
    void run_reactor_saysWhatItIsAndWhatWouldHelp() {
        assertThatThrownBy(() -> Wasi.run(module(REACTOR), WasiConfig.builder().build()))
                .isInstanceOf(WasiException.class)
                .hasMessageContaining("exports no _start")
                .hasMessageContaining("reactor")
                .hasMessageContaining("WasiContext");
    }

    @Test
    void run_preopenThatIsMissing_namesItAndLeavesNothingOpen() {
        WasiConfig config = WasiConfig.builder()
                .preopen(Preopen.directory(directory, "/there", Access.READ_ONLY))
                .preopen(Preopen.directory(directory.resolve("missing"), "/data", Access.READ_ONLY))
                .build();
        WasmModule hello = TestModules.module("c/hello.wasm");
        long before = OpenFiles.count();
        assertThatThrownBy(() -> Wasi.run(hello, config))
                .isInstanceOf(WasiException.class)
                .hasMessageContaining("/data")
                .hasMessageContaining("missing");
        assertThat(OpenFiles.count()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"empty", "sleep", "poll", "read"})
    void run_deadline_endsTheGuestWhateverItDoes(String mode) {
        try (SilentInput silent = new SilentInput()) {
            WasiConfig config =
                    WasiConfig.builder().args("loop", mode).stdin(silent).build();
            ResourceLimits limits = ResourceLimits.defaults().withDeadline(Duration.ofMillis(100));
            assertThatThrownBy(() -> Wasi.run(TestModules.module("c/loop.wasm"), config, limits))
                    .isInstanceOf(LimitExceededException.class);
        }
    }

    private static WasmModule module(String hex) {
        return TestModules.module(HexFormat.of().parseHex(hex));
    }
}
