package dev.sedge.agent.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sedge.agent.cri.v1.DNSConfig;
import dev.sedge.agent.cri.v1.ImageSpec;
import dev.sedge.agent.cri.v1.Mount;
import dev.sedge.agent.cri.v1.MountPropagation;
import dev.sedge.agent.grant.Policy;
import dev.sedge.oci.pull.PulledImage;
import dev.sedge.runtime.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a container sees of files, looked at with the tools that it is lent. */
class ContainerFilesTest extends ContainerTest {
    private static final ContainerLauncher LAUNCHER = new ContainerLauncher(Engine.create(), Policy.DEFAULT);
    private static PulledImage image;
    private Path volume;

    @BeforeAll
    static void makeImage() throws IOException, InterruptedException {
        image = images.image("c/loop.wasm");
    }

    @BeforeEach
    void makeVolume() throws IOException {
        volume = Files.createDirectory(directory.resolve("volume"));
    }

    @Test
    void podFiles_sayNameAndNameServers() throws IOException, InterruptedException {
        TestContainer container = sleeper();
        container.sandbox.setDnsConfig(DNSConfig.newBuilder()
                .addServers("10.96.0.10")
                .addSearches("default.svc.cluster.local")
                .addSearches("cluster.local")
                .addOptions("ndots:5"));
        try (Running running = new Running(container)) {
            assertThat(running.cat("/etc/hostname")).isEqualTo("pod-1\n");
            assertThat(running.cat("/etc/resolv.conf")).isEqualTo("""
                            search default.svc.cluster.local cluster.local
                            nameserver 10.96.0.10
                            options ndots:5
                            """);
            assertThat(running.cat("/etc/hosts")).contains("localhost");
            assertThat(running.cat("/dev/null")).isEmpty();
        }
    }

    @Test
    void singleFiles_areMountedOverOurs() throws IOException, InterruptedException {
        Path hosts = Files.writeString(directory.resolve("etc-hosts"), "10.0.0.1\tme\n");
        Path log = Files.createFile(directory.resolve("log"));
        TestContainer container = sleeper().mount(hosts, "/etc/hosts", true).mount(log, "/dev/termination-log", false);
        try (Running running = new Running(container)) {
            assertThat(running.cat("/etc/hosts")).isEqualTo("10.0.0.1\tme\n");
            assertThat(running.exec("ls", "/dev").out()).contains("null", "termination-log");
        }
    }

    @Test
    void symlinkFarm_isFollowedInside_alsoAcrossTheSwap() throws IOException, InterruptedException {
        publish("..2026_1", "one");
        Files.createSymbolicLink(volume.resolve("key"), Path.of("..data/key"));
        try (Running running = new Running(sleeper().mount(volume, "/config", true))) {
            assertThat(running.cat("/config/key")).isEqualTo("one");
            publish("..2026_2", "two");
            assertThat(running.cat("/config/key")).isEqualTo("two");
        }
    }

    @Test
    void linkOutOfAVolume_isRefused() throws IOException, InterruptedException {
        Path secret = Files.writeString(directory.resolve("secret"), "secret");
        Files.createSymbolicLink(volume.resolve("absolute"), secret);
        Files.createSymbolicLink(volume.resolve("upwards"), Path.of("../secret"));
        try (Running running = new Running(sleeper().mount(volume, "/data", false))) {
            assertThat(running.exec("cat", "/data/absolute").end().exitCode()).isNotZero();
            assertThat(running.exec("cat", "/data/upwards").end().exitCode()).isNotZero();
        }
    }

    @Test
    void hostPath_mayBeALink() throws IOException, InterruptedException {
        Files.writeString(volume.resolve("file"), "here");
        Path link = Files.createSymbolicLink(directory.resolve("link"), volume);
        try (Running running = new Running(sleeper().mount(link, "/data", true))) {
            assertThat(running.cat("/data/file")).isEqualTo("here");
        }
    }

    @Test
    void missingHostPath_isMadeAsADirectory() throws IOException, InterruptedException {
        Path missing = directory.resolve("not/yet");
        try (Running running = new Running(sleeper().mount(missing, "/data", false))) {
            assertThat(running.exec("ls", "/data").end().exitCode()).isZero();
            assertThat(missing).isDirectory();
        }
    }

    @Test
    void nestedMounts_areSeenInWhateverOrderTheyCome() throws IOException, InterruptedException {
        Path inner = Files.createDirectory(directory.resolve("inner"));
        Files.writeString(inner.resolve("file"), "inner");
        Files.writeString(volume.resolve("file"), "outer");
        TestContainer container = sleeper().mount(inner, "/data/inner", true).mount(volume, "/data", true);
        try (Running running = new Running(container)) {
            assertThat(running.cat("/data/inner/file")).isEqualTo("inner");
            assertThat(running.cat("/data/file")).isEqualTo("outer");
        }
    }

    @Test
    void readOnlyRoot_refusesChangesEverywhereButInMounts() throws IOException, InterruptedException {
        PulledImage writer = images.image("c/files.wasm");
        TestContainer inRoot =
                new TestContainer(directory, writer).readOnlyRoot().args("/files.wasm", "/");
        assertThat(inRoot.run(LAUNCHER).out()).contains("mkdir a: Read-only file system");

        TestContainer inMount = new TestContainer(directory, writer)
                .readOnlyRoot()
                .args("/files.wasm", "/data")
                .mount(volume, "/data", false);
        assertThat(inMount.run(LAUNCHER).out()).contains("mkdir a: ok");
    }

    @Test
    void readOnlyMount_refusesChanges() throws IOException, InterruptedException {
        TestContainer container = new TestContainer(directory, images.image("c/files.wasm"))
                .args("/files.wasm", "/data")
                .mount(volume, "/data", true);

        assertThat(container.run(LAUNCHER).out()).contains("mkdir a: Read-only file system");
        assertThat(volume).isEmptyDirectory();
    }

    @Test
    void layer_ofAContainerThatWritesNothing_isNotMade() throws IOException, InterruptedException {
        TestContainer container = sleeper();
        try (PreparedContainer prepared = container.prepare(LAUNCHER)) {
            TestContainer.Output output = new TestContainer.Output();
            RunningGuest guest = prepared.start(output.stdio());
            assertThat(prepared.layerUsage()).isEqualTo(new PreparedContainer.LayerUsage(0, 0));
            guest.stop(137);
            TestContainer.await(guest);
        }
        assertThat(container.own()).doesNotExist();
    }

    @Test
    void layer_isCountedAndLeftToTheOwnerOfItsDirectory() throws IOException, InterruptedException {
        TestContainer container = new TestContainer(directory, images.image("c/files.wasm")).args("/files.wasm", "/");
        try (PreparedContainer prepared = container.prepare(LAUNCHER)) {
            assertThat(TestContainer.run(prepared).out()).contains("mkdir a: ok");
        }
        assertThat(container.own()).isDirectoryContaining("glob:**layer");
    }

    @Test
    void whatCannotBeMounted_isRefusedWithTheReason() {
        refuse(Mount.newBuilder().setContainerPath("/"), "a path below / is needed");
        refuse(Mount.newBuilder().setContainerPath("/x/.."), "a path below / is needed");
        refuse(Mount.newBuilder().setContainerPath("/i").setImage(ImageSpec.getDefaultInstance()), "image volumes");
        refuse(Mount.newBuilder().setContainerPath("/d").setHostPath("relative"), "is not absolute");
        refuse(
                Mount.newBuilder().setContainerPath("/d").setHostPath("/tmp").setRecursiveReadOnly(true),
                "recursively read-only without being read-only");
        refuse(
                Mount.newBuilder()
                        .setContainerPath("/d")
                        .setHostPath("/tmp")
                        .setReadonly(true)
                        .setRecursiveReadOnly(true)
                        .setPropagation(MountPropagation.PROPAGATION_BIDIRECTIONAL),
                "private propagation");
        refuse(Mount.newBuilder().setContainerPath("/d").setHostPath("/dev/null"), "socket, FIFO or device");
    }

    private void refuse(Mount.Builder mount, String reason) {
        TestContainer container = sleeper();
        container.config.addMounts(mount);
        assertThatThrownBy(() -> container.prepare(LAUNCHER))
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining(reason);
    }

    private void publish(String version, String content) throws IOException {
        Path data = Files.createDirectory(volume.resolve(version));
        Files.writeString(data.resolve("key"), content);
        Files.createSymbolicLink(volume.resolve("..data_tmp"), Path.of(version));
        Files.move(volume.resolve("..data_tmp"), volume.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
    }

    private TestContainer sleeper() {
        return new TestContainer(directory, image).args("/loop.wasm", "sleep");
    }

    /** A container that runs until it is closed. */
    private static final class Running implements AutoCloseable {
        private final PreparedContainer container;
        private final RunningGuest guest;

        Running(TestContainer container) throws IOException {
            this.container = container.prepare(LAUNCHER);
            this.guest = this.container.start(new TestContainer.Output().stdio());
        }

        TestContainer.Run exec(String... command) throws InterruptedException {
            return TestContainer.exec(container, command);
        }

        String cat(String file) throws InterruptedException {
            TestContainer.Run run = exec("cat", file);
            assertThat(run.err()).isEmpty();
            return run.out();
        }

        @Override
        public void close() {
            guest.stop(137);
            assertThat(guest.onEnd().join()).isEqualTo(new GuestEnd(137, "Error", ""));
            container.close();
        }
    }
}
