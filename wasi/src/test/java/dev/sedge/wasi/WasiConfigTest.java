package dev.sedge.wasi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sedge.wasi.fs.InMemoryFileSystem;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WasiConfigTest {
    @Test
    void build_nothingGranted_grantsNothing() {
        WasiConfig config = WasiConfig.builder().build();
        assertThat(config.args()).isEmpty();
        assertThat(config.capabilities()).hasSize(5).noneMatch(Capability::isGranted);
        assertThat(config.capabilities().stream().map(Capability::describe))
                .containsExactly(
                        "standard input: empty; output: discarded; error: discarded",
                        "environment: none",
                        "randomness: none",
                        "wall clock: none",
                        "monotonic clock: none");
    }

    @Test
    void build_everythingGranted_describesItWithoutSecrets() {
        WasiConfig config = WasiConfig.builder()
                .stdin(InputStream.nullInputStream())
                .stdout(OutputStream.nullOutputStream())
                .env("TOKEN", "hunter2")
                .randomness(Randomness.seeded(7).withByteLimit(100))
                .wallClock(WallClock.fixed(Instant.EPOCH).withResolution(Duration.ofMillis(1)))
                .monotonicClock(MonotonicClock.virtual())
                .preopen(Preopen.directory(Path.of("data"), "/data", Access.READ_ONLY))
                .preopen(Preopen.of(InMemoryFileSystem.create(), "/tmp", Access.READ_WRITE))
                .build();
        assertThat(config.capabilities()).allMatch(Capability::isGranted);
        assertThat(config.capabilities().stream().map(Capability::describe))
                .containsExactly(
                        "standard input: passed on; output: passed on; error: discarded",
                        "environment: TOKEN",
                        "randomness: repeatable, from seed 7, at most 100 bytes",
                        "wall clock: fixed at 1970-01-01T00:00:00Z, in steps of 1000000 ns",
                        "monotonic clock: moved by sleeping only",
                        "directory /data, read-only: the host's data",
                        "directory /tmp, read-write: a tree of InMemoryFileSystem");
        assertThat(config.environment().variables().toString()).doesNotContain("hunter2");
    }

    @Test
    void env_sameNameTwice_keepsBoth() {
        WasiConfig config = WasiConfig.builder().env("A", "1").env("A", "2").build();
        assertThat(config.environment().variables())
                .containsExactly(new Environment.Variable("A", "1"), new Environment.Variable("A", "2"));
        assertThat(Environment.of(Map.of("B", "")).variables()).containsExactly(new Environment.Variable("B", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A=B", "=", "A\0"})
    void env_nameThatCannotBe_isRefused(String name) {
        WasiConfig.Builder builder = WasiConfig.builder();
        assertThatThrownBy(() -> builder.env(name, "value")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void texts_withNulOrHalfACharacter_areRefused() {
        WasiConfig.Builder builder = WasiConfig.builder();
        assertThatThrownBy(() -> builder.args("a\0b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("argument");
        assertThatThrownBy(() -> builder.args("\ud800")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.env("A", "secret\0"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> Preopen.directory(Path.of("x"), "", Access.READ_ONLY))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void builder_usedOn_doesNotChangeWhatWasBuilt() {
        WasiConfig.Builder builder = WasiConfig.builder().args("one");
        WasiConfig first = builder.build();
        builder.args("two").env("A", "1");
        assertThat(first.args()).containsExactly("one");
        assertThat(first.environment().isGranted()).isFalse();
    }

    @Test
    void limits_negative_areRefused() {
        WasiLimits defaults = WasiLimits.defaults();
        assertThatThrownBy(() -> defaults.withOpenDescriptors(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> defaults.withBytesPerCall(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Randomness.secure().withByteLimit(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> WallClock.system().withResolution(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"UTF-8, true", "utf8, true", "ANSI_X3.4-1968, false", "'', false"})
    void hostLocale_knowsUtf8(String encoding, boolean expected) {
        assertThat(HostLocale.isUtf8(encoding)).isEqualTo(expected);
    }

    @Test
    void exitStatus_isUnsigned() {
        assertThat(new ExitStatus(-1)).hasToString("exit status 4294967295");
        assertThat(new ExitStatus(-1).unsigned()).isEqualTo(4_294_967_295L);
    }
}
