package dev.sedge.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sedge.agent.config.ConfigFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServeCommandTest {
    @TempDir
    Path directory;

    @Test
    void printConfig_withFileAndOptions_printsWhatWouldHold() throws IOException {
        Path file = Files.writeString(directory.resolve("c.yaml"), "root: /one\nprofile: fast\n");

        CliRun run = CliRun.of(
                "serve",
                "--config",
                file.toString(),
                "--print-config",
                "--root=/two",
                "--policy-network-ports",
                "80,1024-2000",
                "--policy-stale-if-offline",
                "true");

        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        assertThat(run.out())
                .contains("\nroot: /two\n", "\nprofile: fast\n", "ports: [80, 1024-2000]\n", "offline: true\n");
    }

    @Test
    void help_namesEveryKeyOfTheConfiguration() {
        CliRun run = CliRun.of("serve", "--help");

        assertThat(ConfigFile.options())
                .allSatisfy(option -> assertThat(run.out()).contains(option.name() + "="));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--policy-defaults-disk lots|option --policy-defaults-disk: policy.defaults.disk: 'lots' is not a size",
                "--config /none/there.yaml|no configuration file /none/there.yaml is here",
                "--listen tcp://x|option --listen: listen: 'tcp://x' is no socket",
                "--rot=x|Unknown option: '--rot=x'",
            })
    void wrongUsage_isOneLineAnd125(String words, String message) {
        CliRun run = CliRun.of(("serve " + words).split(" "));

        assertThat(run.status()).isEqualTo(125);
        assertThat(run.err()).startsWith("sedge: ").contains(message).hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"serve", "run"})
    void warmUp_doesWhatTheCommandDoes(String kind) {
        CliRun run = CliRun.of("warm-up", kind);

        assertThat(run.status()).isZero();
    }
}
