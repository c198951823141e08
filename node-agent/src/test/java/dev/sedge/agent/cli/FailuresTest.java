package dev.sedge.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class FailuresTest {

    private static String report(Throwable thrown) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status = new Failures(new PrintStream(err, true, StandardCharsets.UTF_8), false).guard(() -> {
            if (thrown instanceof Error error) {
                throw error;
            }
            throw (Exception) thrown;
        });
        assertThat(status).isEqualTo(ExitCode.FAILURE);
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void guard_memoryIsFull_saysWhichAndWhatHelps() {
        assertThat(report(new OutOfMemoryError("Java heap space")))
                .isEqualTo("sedge: out of memory: give the JVM more with SEDGE_JAVA_OPTS=-Xmx1g\n");
        assertThat(report(new OutOfMemoryError("Metaspace"))).contains("no room for classes", "-XX:MaxMetaspaceSize");
    }

    @Test
    void guard_internalError_isOneLineWithoutATrace() {
        assertThat(report(new IllegalStateException("broken")).lines())
                .singleElement()
                .satisfies(line -> assertThat(line).contains("internal error", "broken", "--verbose"));
    }
}
