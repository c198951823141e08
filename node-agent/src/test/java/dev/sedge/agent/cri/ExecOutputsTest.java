package dev.sedge.agent.cri;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ExecOutputsTest {
    private static final byte[] MEGABYTE = new byte[1 << 20];

    @Test
    void outputs_togetherFitIntoAnAnswer() {
        var shared = new AtomicLong(1 << 30);
        try (ExecOutputs outputs = new ExecOutputs(shared)) {
            for (int times = 0; times < 12; times++) {
                outputs.stdout.write(MEGABYTE, 0, MEGABYTE.length);
                outputs.stderr.write(MEGABYTE, 0, MEGABYTE.length);
            }
            assertThat(outputs.stdout.bytes().size() + outputs.stderr.bytes().size())
                    .isEqualTo((16 << 20) - (64 << 10));
        }
        assertThat(shared).hasValue(1 << 30);
    }

    @Test
    void outputs_ofManyPrograms_shareAPart() {
        var shared = new AtomicLong(1 << 20);
        try (ExecOutputs flood = new ExecOutputs(shared);
                ExecOutputs other = new ExecOutputs(shared)) {
            flood.stdout.write(MEGABYTE, 0, MEGABYTE.length);
            flood.stdout.write(MEGABYTE, 0, MEGABYTE.length);
            assertThat(flood.stdout.bytes().size()).isEqualTo((1 << 20) + (32 << 10));
            other.stdout.write(MEGABYTE, 0, MEGABYTE.length);
            other.stderr.write('x');
            assertThat(other.stdout.bytes().size()).isEqualTo(32 << 10);
            assertThat(other.stderr.bytes().toStringUtf8()).isEqualTo("x");
        }
        assertThat(shared).hasValue(1 << 20);
    }
}
