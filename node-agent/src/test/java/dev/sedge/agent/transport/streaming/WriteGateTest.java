package dev.sedge.agent.transport.streaming;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class WriteGateTest {
    private final WriteGate gate = new WriteGate(Duration.ZERO);

    @Test
    void await_openGate_passes() {
        assertThatCode(gate::await).doesNotThrowAnyException();
    }

    @Test
    void await_clientTakesNothing_failsWhenPatienceIsOver() {
        gate.set(false);

        assertThatThrownBy(gate::await)
                .isInstanceOf(IOException.class)
                .hasMessage("write to the client failed: it took nothing for 0 seconds");
    }

    @Test
    void await_clientHasGone_fails() {
        gate.close();

        assertThatThrownBy(gate::await).hasMessage("write to the client failed: it has gone");
    }

    @Test
    void await_interrupted_failsAndStaysInterrupted() {
        WriteGate patient = new WriteGate(Duration.ofDays(1));
        patient.set(false);
        Thread.currentThread().interrupt();

        assertThatThrownBy(patient::await).isInstanceOf(InterruptedIOException.class);
        assertThatCode(() -> {
                    if (!Thread.interrupted()) {
                        throw new IllegalStateException("the interrupt was lost");
                    }
                })
                .doesNotThrowAnyException();
    }
}
