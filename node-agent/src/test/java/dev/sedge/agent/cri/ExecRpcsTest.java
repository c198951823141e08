package dev.sedge.agent.cri;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sedge.agent.cri.CriException.Kind;
import dev.sedge.agent.cri.v1.AttachRequest;
import dev.sedge.agent.cri.v1.ExecRequest;
import dev.sedge.agent.cri.v1.ExecSyncRequest;
import dev.sedge.agent.cri.v1.ExecSyncResponse;
import dev.sedge.agent.cri.v1.PortForwardRequest;
import dev.sedge.agent.launch.FakeGuest;
import dev.sedge.agent.pod.Container;
import dev.sedge.agent.pod.PodsFixture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExecRpcsTest {
    @TempDir
    Path directory;

    private PodsFixture fixture;
    private ExecRpcs rpcs;
    private Container container;

    @BeforeEach
    void open() throws Exception {
        fixture = new PodsFixture(directory);
        rpcs = new ExecRpcs(fixture.pods, new Urls());
        container = fixture.runContainer("app");
    }

    @Test
    void execSync_answersOutputAndStatus() throws Exception {
        fixture.lastContainer().onStart = guest -> {
            guest.print("out");
            write(guest, "err");
            guest.exit(3);
        };
        ExecSyncResponse response = rpcs.execSync(execSync().build());
        assertThat(fixture.lastGuest().command).containsExactly("ls", "-l");
        assertThat(response.getStdout().toStringUtf8()).isEqualTo("out");
        assertThat(response.getStderr().toStringUtf8()).isEqualTo("err");
        assertThat(response.getExitCode()).isEqualTo(3);
    }

    @Test
    void execSync_thatTakesTooLong_isStopped() {
        assertFails(
                        Kind.DEADLINE_EXCEEDED,
                        () -> rpcs.execSync(execSync().setTimeout(1).build()))
                .hasMessageContaining("timed out");
        assertThat(fixture.lastGuest().stops).containsExactly(137);
    }

    @Test
    void execSync_whoseCallerHasGone_isStopped() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> rpcs.execSync(execSync().build())).isInstanceOf(InterruptedException.class);
        assertThat(fixture.lastGuest().stops).containsExactly(137);
    }

    @Test
    void execSync_ofWhatIsNotThere_saysSo() {
        fixture.lastContainer().failure = Optional.of("there is no program ls");
        assertFails(Kind.FAILED_PRECONDITION, () -> rpcs.execSync(execSync().build()))
                .hasMessageContaining("there is no program ls");
        assertFails(
                Kind.NOT_FOUND,
                () -> rpcs.execSync(execSync().setContainerId("x").build()));
        assertFails(
                Kind.INVALID_ARGUMENT, () -> rpcs.execSync(execSync().clearCmd().build()));
    }

    @Test
    void exec_ofARunningContainer_hasAUrl() throws Exception {
        assertThat(rpcs.exec(exec().build()).getUrl()).isEqualTo("http://127.0.0.1/exec/" + container.id());
        fixture.lastGuest().exit(0);
        assertFails(Kind.FAILED_PRECONDITION, () -> rpcs.exec(exec().build())).hasMessageContaining("is not running");
    }

    @Test
    void exec_withStreamsThatCannotBe_isRefused() {
        assertFails(
                Kind.INVALID_ARGUMENT, () -> rpcs.exec(exec().clearContainerId().build()));
        assertFails(Kind.INVALID_ARGUMENT, () -> rpcs.exec(exec().clearStdout().build()));
        assertFails(
                Kind.INVALID_ARGUMENT,
                () -> rpcs.exec(exec().setTty(true).setStderr(true).build()));
        assertFails(Kind.INVALID_ARGUMENT, () -> rpcs.exec(exec().clearCmd().build()));
    }

    @Test
    void attach_ofAContainerThatHasEnded_fails_soThatTheLogIsShown() throws Exception {
        AttachRequest request = AttachRequest.newBuilder()
                .setContainerId(container.id())
                .setStdin(true)
                .build();
        assertThat(rpcs.attach(request).getUrl()).isEqualTo("http://127.0.0.1/attach/" + container.id());
        fixture.lastGuest().exit(0);
        assertFails(Kind.FAILED_PRECONDITION, () -> rpcs.attach(request));
        assertFails(
                Kind.INVALID_ARGUMENT,
                () -> rpcs.attach(request.toBuilder().clearStdin().build()));
    }

    @Test
    void portForward_needsASandboxThatIsReady() throws Exception {
        PortForwardRequest request = PortForwardRequest.newBuilder()
                .setPodSandboxId(container.sandboxId())
                .build();
        assertThat(rpcs.portForward(request).getUrl()).isEqualTo("http://127.0.0.1/port/" + container.sandboxId());
        fixture.pods.stopSandbox(container.sandboxId());
        assertFails(Kind.FAILED_PRECONDITION, () -> rpcs.portForward(request));
        assertFails(Kind.INVALID_ARGUMENT, () -> rpcs.portForward(PortForwardRequest.getDefaultInstance()));
    }

    private ExecSyncRequest.Builder execSync() {
        return ExecSyncRequest.newBuilder()
                .setContainerId(container.id())
                .addCmd("ls")
                .addCmd("-l");
    }

    private ExecRequest.Builder exec() {
        return ExecRequest.newBuilder()
                .setContainerId(container.id())
                .addCmd("ls")
                .setStdout(true);
    }

    private static void write(FakeGuest guest, String text) {
        try {
            guest.stdio.error().orElseThrow().write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static AbstractThrowableAssert<?, ?> assertFails(Kind kind, ThrowingCallable call) {
        return assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        CriException.class, e -> assertThat(e.kind()).isEqualTo(kind));
    }

    private static final class Urls implements StreamUrls {
        @Override
        public String exec(ExecRequest request) {
            return "http://127.0.0.1/exec/" + request.getContainerId();
        }

        @Override
        public String attach(AttachRequest request) {
            return "http://127.0.0.1/attach/" + request.getContainerId();
        }

        @Override
        public String portForward(PortForwardRequest request) {
            return "http://127.0.0.1/port/" + request.getPodSandboxId();
        }
    }
}
