package dev.sedge.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sedge.oci.Descriptor;
import dev.sedge.oci.Digest;
import dev.sedge.oci.pull.PullListener;
import dev.sedge.oci.pull.PullListener.Phase;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class PullProgressTest {
    private static final Descriptor BLOB = Descriptor.of("application/wasm", Digest.sha256Of(new byte[] {1}), 2048);

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void linesElsewhere_oneForEachThingThatHappens() {
        pull("");

        assertThat(shown()).isEqualTo("pulling a/b:1\nfetched 4bf5122f3445 2.0KiB\n");
    }

    @Test
    void barOnATerminal_isGoneAtTheEnd() {
        pull("2");

        assertThat(shown())
                .startsWith("pulling a/b:1\n")
                .contains("[###############               ] 1.0KiB of 2.0KiB")
                .contains("[##############################] 2.0KiB of 2.0KiB")
                .endsWith("\r\033[K");
    }

    @Test
    void quiet_isSilent() {
        PullListener listener = PullProgress.of("a/b:1", stdio("2"), true);
        listener.phase(Phase.RESOLVING);
        assertThat(shown()).isEmpty();
    }

    private void pull(String terminals) {
        PullListener listener = PullProgress.of("a/b:1", stdio(terminals), false);
        listener.phase(Phase.RESOLVING);
        listener.phase(Phase.DOWNLOADING);
        listener.blobs(List.of(BLOB));
        listener.progress(BLOB, 1024);
        listener.blobDone(BLOB, true);
        listener.phase(Phase.DONE);
    }

    private Stdio stdio(String terminals) {
        return new Stdio(new ByteArrayInputStream(new byte[0]), new ByteArrayOutputStream(), err, terminals);
    }

    private String shown() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
