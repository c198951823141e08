package dev.sedge.agent.pod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sedge.agent.cri.CriException;
import dev.sedge.agent.cri.CriException.Kind;
import dev.sedge.agent.cri.v1.LinuxContainerResources;
import dev.sedge.agent.launch.FakeGuest;
import dev.sedge.agent.launch.GuestEnd;
import dev.sedge.wasi.Stdio;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PodsTest {
    @TempDir
    Path directory;

    private PodsFixture fixture;
    private Pods pods;

    @BeforeEach
    void open() {
        fixture = new PodsFixture(directory);
        pods = fixture.pods;
    }

    @Test
    void run_keepsWhatKubeletSaid() throws Exception {
        PodSandbox sandbox = pods.run(fixture.sandbox("web"), "wasm");
        assertThat(sandbox.id()).matches("[0-9a-f]{64}");
        assertThat(sandbox.config()).isEqualTo(fixture.sandbox("web"));
        assertThat(sandbox.runtimeHandler()).isEqualTo("wasm");
        assertThat(sandbox.createdAt()).isEqualTo(PodsFixture.NOW_NANOS);
        assertThat(sandbox.isReady()).isTrue();
        assertThat(fixture.store.current().sandboxes()).hasSize(1);
    }

    @Test
    void run_twiceTheSameAttempt_isRefusedUntilTheFirstIsRemoved() throws Exception {
        PodSandbox first = pods.run(fixture.sandbox("web"), "");
        assertFails(Kind.ALREADY_EXISTS, () -> pods.run(fixture.sandbox("web"), ""))
                .hasMessageContaining(first.id());
        pods.removeSandbox(first.id());
        pods.run(fixture.sandbox("web"), "");
    }

    @Test
    void sandbox_byPrefix_isFoundIfItIsTheOnlyOne() throws Exception {
        PodSandbox sandbox = pods.run(fixture.sandbox("web"), "");
        assertThat(pods.sandbox(sandbox.id().substring(0, 12))).isSameAs(sandbox);
        assertFails(Kind.NOT_FOUND, () -> pods.sandbox(""));
        assertFails(Kind.NOT_FOUND, () -> pods.sandbox("zz")).hasMessage("there is no sandbox \"zz\"");
    }

    @Test
    void container_livesFromCreatedToExited() throws Exception {
        PodSandbox sandbox = pods.run(fixture.sandbox("web"), "");
        Container container = pods.create(sandbox.id(), PodsFixture.container("app"));
        assertThat(container.lifecycle()).isEqualTo(Lifecycle.CREATED);
        assertThat(container.imageId()).isEqualTo(FakeImages.ID);
        assertThat(container.imageName()).isEqualTo(FakeImages.NAME);

        pods.start(container.id());
        assertThat(container.lifecycle()).isEqualTo(Lifecycle.running(PodsFixture.NOW_NANOS));

        fixture.lastGuest().print("hello\n");
        fixture.lastGuest().end(new GuestEnd(7, "Error", "why"));
        assertThat(container.lifecycle())
                .isEqualTo(new Lifecycle(
                        Lifecycle.Phase.EXITED, PodsFixture.NOW_NANOS, PodsFixture.NOW_NANOS, 7, "Error", "why"));
        assertThat(directory.resolve("logs/app/0.log")).content().endsWith(" stdout F hello\n");
        assertThat(fixture.store.current().containers().get(0).getEnd().getExitCode())
                .isEqualTo(7);
    }

    @Test
    void guest_thatEndsBeforeTheStartReturns_hasExited() throws Exception {
        Container container = pods.create(pods.run(fixture.sandbox("web"), "").id(), PodsFixture.container("app"));
        fixture.lastContainer().onStart = guest -> guest.exit(0);
        pods.start(container.id());
        assertThat(container.lifecycle().phase()).isEqualTo(Lifecycle.Phase.EXITED);
        assertThat(container.lifecycle().reason()).isEqualTo("Completed");
    }

    @Test
    void create_withoutLogPath_discardsOutput() throws Exception {
        var config = PodsFixture.container("app").toBuilder().clearLogPath().build();
        Container container = pods.create(pods.run(fixture.sandbox("web"), "").id(), config);
        pods.start(container.id());
        fixture.lastGuest().print("hello\n");
        assertThat(container.logFile()).isEmpty();
    }

    @Test
    void create_inAStoppedSandbox_isRefused() throws Exception {
        PodSandbox sandbox = pods.run(fixture.sandbox("web"), "");
        pods.stopSandbox(sandbox.id());
        assertFails(Kind.FAILED_PRECONDITION, () -> pods.create(sandbox.id(), PodsFixture.container("app")))
                .hasMessageContaining("is not ready");
    }

    @Test
    void create_whileTheSandboxIsStopped_leavesNothing() throws Exception {
        PodSandbox sandbox = pods.run(fixture.sandbox("web"), "");
        fixture.images.onPrepare = request -> sandbox.setNotReady();
        assertFails(Kind.FAILED_PRECONDITION, () -> pods.create(sandbox.id(), PodsFixture.container("app")));
        assertThat(pods.containers()).isEmpty();
        assertThat(fixture.store.current().containers()).isEmpty();
        assertThat(fixture.lastContainer().closed).isTrue();
        assertThat(directory.resolve("agent/containers")).isEmptyDirectory();
    }

    @Test
    void create_whoseCallerHasGone_leavesNothing() throws Exception {
        PodSandbox sandbox = pods.run(fixture.sandbox("web"), "");
        fixture.images.onPrepare = request -> Thread.currentThread().interrupt();
        assertThatThrownBy(() -> pods.create(sandbox.id(), PodsFixture.container("app")))
                .isInstanceOf(InterruptedException.class);
        assertThat(fixture.store.current().containers()).isEmpty();
        assertThat(fixture.lastContainer().closed).isTrue();
        fixture.images.onPrepare = request -> {};
        pods.create(sandbox.id(), PodsFixture.container("app"));
    }

    @Test
    void create_twiceTheSameAttempt_isRefused() throws Exception {
        PodSandbox sandbox = pods.run(fixture.sandbox("web"), "");
        Container first = pods.create(sandbox.id(), PodsFixture.container("app"));
        assertFails(Kind.ALREADY_EXISTS, () -> pods.create(sandbox.id(), PodsFixture.container("app")))
                .hasMessageContaining(first.id());
    }

    @Test
    void start_aSecondTime_isRefused() throws Exception {
        Container container = fixture.runContainer("app");
        assertFails(Kind.FAILED_PRECONDITION, () -> pods.start(container.id())).hasMessageContaining("is running");
        fixture.lastGuest().exit(0);
        assertFails(Kind.FAILED_PRECONDITION, () -> pods.start(container.id())).hasMessageContaining("has exited");
    }

    @Test
    void start_thatFails_isAnExitThatSaysWhy() throws Exception {
        Container container = pods.create(pods.run(fixture.sandbox("web"), "").id(), PodsFixture.container("app"));
        fixture.lastContainer().failure = Optional.of("port 80 is taken");
        assertFails(Kind.FAILED_PRECONDITION, () -> pods.start(container.id()))
                .hasMessageContaining("port 80 is taken");
        assertThat(container.lifecycle().exitCode()).isEqualTo(128);
        assertThat(container.lifecycle().reason()).isEqualTo("StartError");
        assertThat(container.lifecycle().startedAt()).isEqualTo(PodsFixture.NOW_NANOS);
        assertThat(container.lifecycle().message()).contains("port 80 is taken");
        pods.remove(container.id());
    }

    @Test
    void start_withALogThatCannotBeOpened_isAnExitThatSaysWhy() throws Exception {
        Files.createDirectories(directory.resolve("logs/app/0.log"));
        Container container = pods.create(pods.run(fixture.sandbox("web"), "").id(), PodsFixture.container("app"));
        assertFails(Kind.FAILED_PRECONDITION, () -> pods.start(container.id()))
                .hasMessageContaining("cannot open its log");
        assertThat(container.lifecycle().reason()).isEqualTo("StartError");
    }

    @Test
    void stop_endsTheGuestAtOnce() throws Exception {
        Container container = fixture.runContainer("app");
        pods.stop(container.id(), Duration.ofHours(1));
        assertThat(fixture.lastGuest().stops).containsExactly(137);
        assertThat(container.lifecycle().exitCode()).isEqualTo(137);
        pods.stop(container.id(), Duration.ofHours(1));
        pods.stop("unknown", Duration.ofHours(1));
    }

    @Test
    void stop_ofAGuestThatDoesNotEnd_fails() throws Exception {
        Container container = fixture.runContainer("app");
        fixture.lastGuest().obedient = false;
        assertFails(Kind.DEADLINE_EXCEEDED, () -> pods.stop(container.id(), Duration.ZERO))
                .hasMessageContaining("has not ended yet");
        assertFails(Kind.DEADLINE_EXCEEDED, () -> pods.remove(container.id()));
        fixture.lastGuest().exit(0);
        pods.remove(container.id());
    }

    @Test
    void stop_ofASandbox_givesBackWhatWasNotStarted() throws Exception {
        Container container = pods.create(pods.run(fixture.sandbox("web"), "").id(), PodsFixture.container("app"));
        pods.stopSandbox(container.sandboxId());
        assertThat(fixture.lastContainer().closed).isTrue();
        assertThat(container.lifecycle().phase()).isEqualTo(Lifecycle.Phase.CREATED);
        pods.removeSandbox(container.sandboxId());
    }

    @Test
    void remove_ofARunningContainer_stopsItAndForgetsIt() throws Exception {
        Container container = fixture.runContainer("app");
        FakeGuest guest = fixture.lastGuest();
        pods.remove(container.id());
        assertThat(guest.stops).containsExactly(137);
        assertThat(fixture.lastContainer().closed).isTrue();
        assertThat(fixture.store.current().containers()).isEmpty();
        assertThat(directory.resolve("agent/containers")).isEmptyDirectory();
        assertThat(directory.resolve("agent/trash")).isEmptyDirectory();
        assertFails(Kind.NOT_FOUND, () -> pods.container(container.id()));
        pods.remove(container.id());
    }

    @Test
    void remove_ofASandbox_takesItsContainersAlong() throws Exception {
        Container container = fixture.runContainer("app");
        Container other = fixture.runContainer("other");
        pods.removeSandbox(container.sandboxId());
        pods.removeSandbox(container.sandboxId());
        assertThat(pods.containers()).containsExactly(other);
        assertThat(pods.sandboxes()).extracting(PodSandbox::id).containsExactly(other.sandboxId());
        assertThat(fixture.store.current().sandboxes()).hasSize(1);
    }

    @Test
    void exec_stopsWithItsContainer() throws Exception {
        Container container = fixture.runContainer("app");
        FakeGuest main = fixture.lastGuest();
        pods.exec(container.id(), List.of("ls"), Stdio.none());
        FakeGuest exec = fixture.lastGuest();
        assertThat(container.usage().programs()).isEqualTo(2);
        assertThat(container.usage().memoryBytes()).isEqualTo(2 * 65536);
        main.exit(0);
        assertThat(exec.stops).containsExactly(137);
        assertThat(container.usage().cpuTime()).isEqualTo(Duration.ofMillis(500));
        assertThat(container.usage().memoryBytes()).isZero();
        assertFails(Kind.FAILED_PRECONDITION, () -> pods.exec(container.id(), List.of("ls"), Stdio.none()))
                .hasMessageContaining("it is not running");
    }

    @Test
    void update_changesWhatItSetsAndKeepsTheRest() throws Exception {
        Container container = fixture.runContainer("app");
        pods.update(
                container.id(),
                LinuxContainerResources.newBuilder().setCpuQuota(5).build());
        pods.update(
                container.id(),
                LinuxContainerResources.newBuilder().setMemoryLimitInBytes(6).build());
        var both = LinuxContainerResources.newBuilder()
                .setCpuQuota(5)
                .setMemoryLimitInBytes(6)
                .build();
        assertThat(container.config().getLinux().getResources()).isEqualTo(both);
        assertThat(fixture.restarted()
                        .pods
                        .containers()
                        .get(0)
                        .config()
                        .getLinux()
                        .getResources())
                .isEqualTo(both);
    }

    @Test
    void reopenLog_goesOnInANewFile() throws Exception {
        Container container = fixture.runContainer("app");
        Path log = directory.resolve("logs/app/0.log");
        fixture.lastGuest().print("one\n");
        Files.move(log, directory.resolve("logs/app/0.log.old"));
        pods.reopenLog(container.id());
        fixture.lastGuest().print("two\n");
        assertThat(log).content().endsWith(" stdout F two\n").doesNotContain("one");
        fixture.lastGuest().exit(0);
        assertFails(Kind.FAILED_PRECONDITION, () -> pods.reopenLog(container.id()));
    }

    @Test
    void close_endsGuestsAndSaysSo() throws Exception {
        Container container = fixture.runContainer("app");
        pods.close();
        assertThat(container.lifecycle().exitCode()).isEqualTo(255);
        assertThat(container.lifecycle().message()).contains("agent was stopped");
    }

    private static AbstractThrowableAssert<?, ?> assertFails(Kind kind, ThrowingCallable call) {
        return assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        CriException.class, e -> assertThat(e.kind()).isEqualTo(kind));
    }
}
