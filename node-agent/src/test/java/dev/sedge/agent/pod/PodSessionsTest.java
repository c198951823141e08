package dev.sedge.agent.pod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sedge.agent.cri.CriException;
import dev.sedge.agent.grant.NetworkRules;
import dev.sedge.agent.io.ClientStreams;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PodSessionsTest {
    @TempDir
    Path directory;

    private final ByteArrayOutputStream stdout = new ByteArrayOutputStream();
    private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();
    private final ExecutorService client = Executors.newSingleThreadExecutor();
    private PodsFixture fixture;
    private PodSessions sessions;
    private Container container;

    @BeforeEach
    void open() throws Exception {
        fixture = new PodsFixture(directory);
        sessions = new PodSessions(fixture.pods, NetworkRules.DEFAULT);
        container = fixture.runContainer("app");
    }

    @AfterEach
    void shutDown() {
        client.shutdownNow();
    }

    @Test
    void exec_passesAllOutputOnAndAnswersTheStatus() throws Exception {
        fixture.lastContainer().onStart = guest -> {
            guest.print("early");
            guest.exit(5);
        };
        assertThat(sessions.exec(container.id(), List.of("ls"), false, streams(stdout)))
                .isEqualTo(5);
        assertThat(stdout.toString(StandardCharsets.UTF_8)).isEqualTo("early");
        assertThat(container.lifecycle().isRunning()).isTrue();
    }

    @Test
    void exec_whoseClientGoes_isStopped() throws Exception {
        fixture.lastContainer().onStart = guest -> guest.print("hello");
        OutputStream broken = new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                throw new IOException("gone");
            }
        };
        assertThat(sessions.exec(container.id(), List.of("ls"), false, streams(broken)))
                .isEqualTo(137);
        assertThat(fixture.lastGuest().stops).containsExactly(137);
    }

    @Test
    void exec_inAContainerThatHasEnded_fails() {
        fixture.lastGuest().exit(0);
        assertThatThrownBy(() -> sessions.exec(container.id(), List.of("ls"), false, streams(stdout)))
                .isInstanceOf(CriException.class)
                .hasMessageContaining("is not running");
    }

    @Test
    void attach_endsWithTheContainer() throws Exception {
        CountDownLatch seen = new CountDownLatch(1);
        OutputStream signalling = new OutputStream() {
            @Override
            public void write(int value) {
                stdout.write(value);
                seen.countDown();
            }
        };
        var attached = client.submit(() -> {
            sessions.attach(container.id(), streams(signalling));
            return true;
        });
        while (seen.getCount() > 0) {
            fixture.lastGuest().print("tick\n"); // What comes before the client is there is not for it.
        }
        fixture.lastGuest().exit(0);
        assertThat(attached.get()).isTrue();
        assertThat(stdout.toString(StandardCharsets.UTF_8)).startsWith("tick\n");
        assertThatThrownBy(() -> sessions.attach(container.id(), streams(stdout)))
                .isInstanceOf(CriException.class);
    }

    @Test
    void requirePortForward_needsASandboxThatIsReady() throws Exception {
        sessions.requirePortForward(container.sandboxId());
        fixture.pods.stopSandbox(container.sandboxId());
        assertThatThrownBy(() -> sessions.requirePortForward(container.sandboxId()))
                .isInstanceOf(CriException.class)
                .hasMessageContaining("is not ready");
    }

    @Test
    void portForwardTarget_isTheNodesPortUnlessItIsKept() throws Exception {
        assertThat(sessions.portForwardTarget(container.sandboxId(), 8080))
                .isEqualTo(new InetSocketAddress(InetAddress.getLoopbackAddress(), 8080));
        assertThatThrownBy(() -> sessions.portForwardTarget(container.sandboxId(), 10_250))
                .isInstanceOf(CriException.class)
                .hasMessageStartingWith("port 10250 is kept for kubelet");
    }

    private ClientStreams streams(OutputStream output) {
        return new ClientStreams(Optional.empty(), Optional.of(output), Optional.of(stderr));
    }
}
