package dev.sedge.wasi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sedge.runtime.ResourceLimits;
import dev.sedge.runtime.TrapException;
import dev.sedge.runtime.WasmModule;
import dev.sedge.wasi.fs.InMemoryFileSystem;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Ordinary programs of ordinary toolchains, on a real directory and in memory; see the guests' README. */
class GuestProgramsTest {
    private static final Path EXPECTED = TestModules.GUESTS.resolve("expected");

    @TempDir
    Path directory;

    static Stream<Case> cases() throws IOException {
        return Files.readAllLines(TestModules.GUESTS.resolve("cases.tsv")).stream()
                .filter(line -> !line.startsWith("#") && !line.isBlank())
                .map(Case::parse);
    }

    static Stream<Case> casesWithFiles() throws IOException {
        return cases().filter(test -> test.preopen().isPresent());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void run_onAHostDirectory_printsWhatIsExpected(Case test) throws IOException {
        check(test, test.preopen().map(name -> Preopen.directory(directory, name, Access.READ_WRITE)));
        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("casesWithFiles")
    void run_onAnInMemoryFileSystem_printsWhatIsExpected(Case test) {
        try (InMemoryFileSystem files =
                InMemoryFileSystem.builder().clock(InstantSource.system()).build()) {
            check(test, test.preopen().map(name -> Preopen.of(files, name, Access.READ_WRITE)));
        }
    }

    private static void check(Case test, Optional<Preopen> preopen) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        WasiConfig.Builder config = WasiConfig.builder()
                .args(test.argv())
                .stdin(new ByteArrayInputStream(file(test.name(), "in").orElse(new byte[0])))
                .stdout(out)
                .stderr(err)
                .randomness(Randomness.secure())
                .wallClock(WallClock.system())
                .monotonicClock(MonotonicClock.system());
        for (String variable : test.environment()) {
            int equals = variable.indexOf('=');
            config.env(variable.substring(0, equals), variable.substring(equals + 1));
        }
        preopen.ifPresent(config::preopen);
        WasmModule module = TestModules.module(test.module());
        if (test.status().equals("trap")) {
            assertThatThrownBy(() -> Wasi.run(module, config.build())).isInstanceOf(TrapException.class);
        } else {
            ExitStatus status = Wasi.run(module, config.build(), ResourceLimits.defaults());
            assertThat(status.unsigned()).as("%s", err).isEqualTo(Long.parseLong(test.status()));
        }
        assertThat(out).hasToString(text(test.name(), "out").orElse(""));
        text(test.name(), "err").ifPresent(expected -> assertThat(err).hasToString(expected));
    }

    private static Optional<String> text(String name, String extension) {
        return file(name, extension).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    private static Optional<byte[]> file(String name, String extension) {
        Path file = EXPECTED.resolve(name + "." + extension);
        try {
            return Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One line of {@code cases.tsv}. */
    record Case(
            String name,
            String module,
            List<String> arguments,
            List<String> environment,
            Optional<String> preopen,
            String status) {
        static Case parse(String line) {
            String[] fields = line.split("\t", -1);
            return new Case(
                    fields[0],
                    fields[1],
                    words(fields[2]),
                    words(fields[3]),
                    words(fields[4]).stream().findFirst(),
                    fields[5]);
        }

        List<String> argv() {
            List<String> argv = new ArrayList<>();
            String file = module.substring(module.indexOf('/') + 1);
            argv.add(file.endsWith(".gz") ? file.substring(0, file.length() - 3) : file);
            argv.addAll(arguments);
            return argv;
        }

        private static List<String> words(String field) {
            return field.equals("-") ? List.of() : List.of(field.split(" ", -1));
        }

        @Override
        public String toString() {
            return name;
        }
    }
}
