package dev.sedge.agent.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sedge.agent.cri.v1.LinuxContainerResources;
import dev.sedge.agent.cri.v1.PortMapping;
import dev.sedge.agent.grant.Allowance;
import dev.sedge.agent.grant.NetworkRules;
import dev.sedge.agent.grant.Policy;
import dev.sedge.agent.grant.PortSet;
import dev.sedge.runtime.Engine;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContainerLimitsTest extends ContainerTest {
    private static final long MIB = 1 << 20;

    private static final ContainerLauncher LAUNCHER = launcher();

    private static ContainerLauncher launcher() {
        NetworkRules network =
                new NetworkRules(PortSet.parse(List.of("1024-65535")), List.of(NetworkRules.ANY), PortSet.EMPTY, false);
        Policy policy = new Policy(false, Allowance.DEFAULT, Allowance.DEFAULT_MAXIMA, network);
        return new ContainerLauncher(Engine.create(), policy);
    }

    @Test
    void guestThatCopesWithRefusedMemory_isCompleted() throws IOException, InterruptedException {
        TestContainer.Run run = container("c/grow.wasm", "/grow.wasm", "pages")
                .resources(memory(16 * MIB))
                .run(LAUNCHER);

        assertThat(run.out()).contains("refused at 16 MiB");
        assertThat(run.end()).isEqualTo(new GuestEnd(0, "Completed", ""));
    }

    @Test
    void guestThatTrapsForWantOfMemory_isOutOfMemory() throws IOException, InterruptedException {
        GuestEnd end = container("rust/ordinary.wasm", "/ordinary.wasm", "text")
                .resources(memory(17 * 65_536))
                .run(LAUNCHER)
                .end();

        assertThat(end.exitCode()).isEqualTo(137);
        assertThat(end.reason()).isEqualTo("OOMKilled");
        assertThat(end.message()).startsWith("the guest was refused more memory (at most 1.1MiB) and trapped: ");
    }

    @Test
    void moduleThatStartsWithMoreMemoryThanItMayHave_isOutOfMemory() throws IOException, InterruptedException {
        GuestEnd end = container("c/hello.wasm", "/hello.wasm")
                .resources(memory(65_536))
                .run(LAUNCHER)
                .end();

        assertThat(end.exitCode()).isEqualTo(137);
        assertThat(end.reason()).isEqualTo("OOMKilled");
        assertThat(end.message()).contains("the module starts with 2 pages");
    }

    @Test
    void memoryLimit_canBeChangedButNotBelowWhatIsHeld() throws IOException, InterruptedException {
        try (PreparedContainer container = container("c/loop.wasm", "/loop.wasm", "sleep")
                .resources(memory(64 * MIB))
                .prepare(LAUNCHER)) {
            Signal signal = new Signal();
            RunningGuest guest = container.start(signal.stdio());
            signal.awaitOutput();
            assertThat(guest.memoryBytes()).isGreaterThanOrEqualTo(65_536);

            assertThatThrownBy(() -> container.update(memory(1).build()))
                    .isInstanceOf(LaunchException.class)
                    .hasMessageContaining("linear memory never shrinks");
            container.update(memory(32 * MIB).build());
            assertThat(container.allowances()).contains("memory: at most 32.0MiB");

            guest.stop(143);
            assertThat(TestContainer.await(guest)).isEqualTo(new GuestEnd(143, "Error", ""));
            assertThat(guest.memoryBytes()).isZero();
        }
    }

    @Test
    void timeout_endsTheGuest() throws IOException, InterruptedException {
        GuestEnd end = container("c/loop.wasm", "/loop.wasm", "sleep")
                .annotation("sedge.dev/timeout", "100ms")
                .run(LAUNCHER)
                .end();

        assertThat(end).isEqualTo(new GuestEnd(124, "Error", "the guest ran into its timeout"));
    }

    @Test
    void annotationBeyondThePolicy_isRefused() throws IOException, InterruptedException {
        TestContainer container = container("c/hello.wasm").annotation("sedge.dev/disk", "1Ti");

        assertThatThrownBy(() -> container.prepare(LAUNCHER))
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining("sedge.dev/disk");
    }

    @Test
    void listener_isReachedOnItsPortAndOnThatOfTheHost() throws IOException, InterruptedException {
        int port = freePort();
        int hostPort = freePort();
        TestContainer asked = container("c/serve.wasm", "/serve.wasm", "lines", "9")
                .annotation("sedge.dev/network", "listen=127.0.0.1:" + port);
        asked.sandbox.addPortMappings(
                PortMapping.newBuilder().setContainerPort(port).setHostPort(hostPort));
        try (PreparedContainer container = asked.prepare(LAUNCHER)) {
            assertThat(container.allowances()).contains("network: listens on 127.0.0.1:" + port);
            RunningGuest guest = container.start(new TestContainer.Output().stdio());
            connect(port);
            connect(hostPort);
            TestContainer second = container("c/serve.wasm", "/serve.wasm", "lines", "9")
                    .annotation("sedge.dev/network", "listen=127.0.0.1:" + port);
            try (PreparedContainer other = second.prepare(LAUNCHER)) {
                assertThatThrownBy(() -> other.start(new TestContainer.Output().stdio()))
                        .isInstanceOf(LaunchException.class)
                        .hasMessageContaining(String.valueOf(port));
            }
            guest.stop(137);
            TestContainer.await(guest);
        }
    }

    @Test
    void hostPortThatIsNotGranted_isRefused() throws IOException, InterruptedException {
        int port = freePort();
        TestContainer asked = container("c/serve.wasm").annotation("sedge.dev/network", "listen=127.0.0.1:" + port);
        asked.sandbox.addPortMappings(
                PortMapping.newBuilder().setContainerPort(port).setHostPort(10250));

        assertThatThrownBy(() -> asked.prepare(LAUNCHER))
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining("hostPort 10250");
    }

    @Test
    void hostIpThatIsNoAddress_isRefusedWithoutALookup() throws IOException, InterruptedException {
        int port = freePort();
        TestContainer asked = container("c/serve.wasm").annotation("sedge.dev/network", "listen=127.0.0.1:" + port);
        asked.sandbox.addPortMappings(PortMapping.newBuilder()
                .setContainerPort(port)
                .setHostPort(freePort())
                .setHostIp("256.0.0.1"));

        assertThatThrownBy(() -> asked.prepare(LAUNCHER))
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining("'256.0.0.1' is no IP address");
    }

    private TestContainer container(String guest, String... args) throws IOException, InterruptedException {
        return new TestContainer(directory, images.image(guest)).args(args);
    }

    private static LinuxContainerResources.Builder memory(long bytes) {
        return LinuxContainerResources.newBuilder().setMemoryLimitInBytes(bytes);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void connect(int port) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            socket.getOutputStream().write("x\n".getBytes(StandardCharsets.US_ASCII));
        }
    }
}
