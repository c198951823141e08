package dev.sedge.agent.pod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sedge.agent.launch.GuestEnd;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PodsRecoveryTest {
    @TempDir
    Path directory;

    private PodsFixture before;

    @BeforeEach
    void open() {
        before = new PodsFixture(directory);
    }

    @Test
    void sandboxes_comeBackNotReadyAndUnaltered() throws Exception {
        PodSandbox sandbox = before.pods.run(before.sandbox("web"), "wasm");
        PodSandbox found = before.restarted().pods.sandbox(sandbox.id());
        assertThat(found.isReady()).isFalse();
        assertThat(found.config()).isEqualTo(sandbox.config());
        assertThat(found.runtimeHandler()).isEqualTo("wasm");
        assertThat(found.createdAt()).isEqualTo(sandbox.createdAt());
    }

    @Test
    void container_thatRan_hasExitedWithTheAgent() throws Exception {
        Container container = before.runContainer("app");
        Container found = before.restarted().pods.container(container.id());
        assertThat(found.lifecycle())
                .isEqualTo(new Lifecycle(
                        Lifecycle.Phase.EXITED,
                        PodsFixture.NOW_NANOS,
                        PodsFixture.NOW_NANOS,
                        255,
                        "Error",
                        "the agent was restarted, and the container ended with the one before"));
        assertThat(found.config()).isEqualTo(container.config());
        assertThat(found.logFile()).isEqualTo(container.logFile());
    }

    @Test
    void container_thatWasNotSeenToRun_hasExitedToo() throws Exception {
        Container container =
                before.pods.create(before.pods.run(before.sandbox("web"), "").id(), PodsFixture.container("app"));
        Container found = before.restarted().pods.container(container.id());
        assertThat(found.lifecycle().exitCode()).isEqualTo(255);
        assertThat(found.lifecycle().message()).contains("before the container was seen to run");
        assertThat(found.lifecycle().startedAt()).isEqualTo(container.createdAt());
    }

    @Test
    void container_thatHadEnded_keepsItsEnd() throws Exception {
        Container container = before.runContainer("app");
        before.lastGuest().end(new GuestEnd(134, "Error", "unreachable"));
        Container found = before.restarted().restarted().pods.container(container.id());
        assertThat(found.lifecycle()).isEqualTo(container.lifecycle());
    }

    @Test
    void names_staySoLongAsTheirContainersAreThere() throws Exception {
        Container container = before.runContainer("app");
        PodsFixture after = before.restarted();
        assertThatThrownBy(() -> after.pods.run(before.sandbox("pod-app"), "")).hasMessageContaining("already");
        after.pods.removeSandbox(container.sandboxId());
        assertThat(after.pods.containers()).isEmpty();
        assertThat(after.store.current().containers()).isEmpty();
        after.pods.run(before.sandbox("pod-app"), "");
    }

    @Test
    void container_withoutItsSandbox_isStillThere() throws Exception {
        Container container = before.runContainer("app");
        before.store.removeSandbox(container.sandboxId()).await();
        PodsFixture after = before.restarted();
        assertThat(after.pods.container(container.id()).lifecycle().exitCode()).isEqualTo(255);
        after.pods.remove(container.id());
        assertThat(after.pods.containers()).isEmpty();
    }

    @Test
    void directories_ofTheProcessBefore_areRemoved() throws Exception {
        Container container = before.runContainer("app");
        Files.writeString(directory.resolve("agent/containers/" + container.id() + "/file"), "x");
        before.restarted();
        assertThat(directory.resolve("agent/containers")).isEmptyDirectory();
        assertThat(directory.resolve("agent/trash")).isEmptyDirectory();
    }
}
