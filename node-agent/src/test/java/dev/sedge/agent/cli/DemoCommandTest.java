package dev.sedge.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DemoCommandTest {

    @Test
    void demo_printsTheArticlesLinesOfBothForms() {
        CliRun run = CliRun.of("demo");

        assertThat(run.status()).as(run.err()).isZero();
        List<String> lines = run.out().lines().toList();
        assertThat(lines.stream().filter(line -> line.matches("Random number: -?\\d+")))
                .hasSize(2);
        assertThat(lines.stream().filter(line -> line.matches("Random bytes: \\[(\\d{1,3}, ){127}\\d{1,3}]")))
                .hasSize(2);
        assertThat(run.out())
                .containsSubsequence(
                        "publish the example as an ordinary image",
                        "publish the example as a Wasm artifact",
                        "pull it by digest",
                        "randomness: secure",
                        "Printed from wasi: This is from a main function\nThis is from a main function\n",
                        "The env vars are as follows.\nThe args are as follows.\n",
                        "/wasi_example_main.wasm\n50000000\nFile content is This is in a file\n",
                        "exit status 0",
                        "pull it by digest",
                        "File content is This is in a file\n",
                        "exit status 0");
    }
}
