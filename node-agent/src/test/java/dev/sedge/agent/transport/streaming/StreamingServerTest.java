package dev.sedge.agent.transport.streaming;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sedge.agent.cri.CriException;
import dev.sedge.agent.cri.v1.AttachRequest;
import dev.sedge.agent.cri.v1.ExecRequest;
import dev.sedge.agent.cri.v1.PortForwardRequest;
import dev.sedge.agent.io.ClientStreams;
import dev.sedge.agent.io.ContainerIo;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class StreamingServerTest {
    private static final String V4 = "v4.channel.k8s.io";

    private Optional<StreamingServer> running = Optional.empty();

    @AfterEach
    void stop() {
        running.ifPresent(StreamingServer::close);
    }

    @Test
    void exec_program_getsItsStreamsAndTellsItsStatus() throws Exception {
        StreamingServer server = start(new FakeSessions() {
            @Override
            public int exec(String containerId, List<String> command, boolean tty, ClientStreams streams) {
                String input = readAll(streams.stdin());
                print(streams.stdout(), containerId + command + tty + input);
                print(streams.stderr(), "oops");
                return 3;
            }
        });
        String url = server.exec(ExecRequest.newBuilder()
                .setContainerId("c")
                .addCmd("a")
                .addCmd("b")
                .setStdin(true)
                .setStdout(true)
                .setStderr(true)
                .build());
        try (SpdyClient client = SpdyClient.connect(url, "v5.channel.k8s.io", V4, "v3.channel.k8s.io")) {
            int error = client.open("streamtype", "error");
            int in = client.open("streamtype", "stdin");
            int out = client.open("streamtype", "stdout");
            int err = client.open("streamtype", "stderr");
            client.send(in, "hel".getBytes(UTF_8));
            client.ping(7);
            client.send(in, "lo".getBytes(UTF_8));
            client.finish(in);

            assertThat(client.head())
                    .startsWith("HTTP/1.1 101 ")
                    .containsIgnoringCase("upgrade: SPDY/3.1\r\n")
                    .containsIgnoringCase("connection: upgrade\r\n")
                    .containsIgnoringCase("X-Stream-Protocol-Version: v4.channel.k8s.io\r\n");
            assertThat(client.readAll(out)).isEqualTo("c[a, b]falsehello");
            assertThat(client.readAll(err)).isEqualTo("oops");
            assertThat(client.readAll(error)).isEqualTo(StatusObject.exitCode(3));
            assertThat(client.readToTheEnd())
                    .containsExactly("ping 7", "end " + out, "end " + err, "end " + error, "goaway");
        }
    }

    @Test
    void exec_success_tellsIt() throws Exception {
        StreamingServer server = start(new FakeSessions() {
            @Override
            public int exec(String containerId, List<String> command, boolean tty, ClientStreams streams) {
                assertThat(streams.stdin()).isEmpty();
                assertThat(streams.stderr()).isEmpty();
                return 0;
            }
        });
        try (SpdyClient client = SpdyClient.connect(server.exec(tty()), V4)) {
            int error = client.open("streamtype", "error");
            int out = client.open("streamtype", "stdout");
            client.open("streamtype", "resize");

            assertThat(client.readAll(out)).isEmpty();
            assertThat(client.readAll(error)).isEqualTo("{\"metadata\":{},\"status\":\"Success\"}");
        }
    }

    @Test
    void exec_oldProtocols_tellFailuresAsText() throws Exception {
        StreamingServer server = start(new FakeSessions());
        try (SpdyClient client = SpdyClient.connect(server.exec(tty()), "v2.channel.k8s.io,channel.k8s.io")) {
            int error = client.open("streamtype", "error");
            client.open("streamtype", "stdout");

            assertThat(client.readAll(error)).isEqualTo("the \"container\" has ended");
        }
    }

    @Test
    void exec_defectOfOurs_isToldWithoutDetails() throws Exception {
        StreamingServer server = start(new FakeSessions() {
            @Override
            public int exec(String containerId, List<String> command, boolean tty, ClientStreams streams) {
                throw new IllegalStateException("secret");
            }
        });
        try (SpdyClient client = SpdyClient.connect(server.exec(tty()), V4)) {
            int error = client.open("streamtype", "error");
            client.open("streamtype", "stdout");
            client.open("streamtype", "resize");

            assertThat(client.readAll(error)).contains("InternalError").doesNotContain("secret");
        }
    }

    @Test
    void exec_clientGoes_interruptsTheSession() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        StreamingServer server = start(new FakeSessions() {
            @Override
            public int exec(String containerId, List<String> command, boolean tty, ClientStreams streams)
                    throws InterruptedException {
                started.countDown();
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    interrupted.countDown();
                    throw e;
                }
                return 0;
            }
        });
        try (SpdyClient client = SpdyClient.connect(server.exec(tty()), V4)) {
            client.open("streamtype", "error");
            client.open("streamtype", "stdout");
            client.open("streamtype", "resize");
            started.await();
        }

        interrupted.await();
    }

    @Test
    void attach_endedContainer_failsSoThatKubectlShowsTheLog() throws Exception {
        StreamingServer server = start(new FakeSessions());
        String url = server.attach(
                AttachRequest.newBuilder().setContainerId("c").setStdout(true).build());
        try (SpdyClient client = SpdyClient.connect(url, V4)) {
            int error = client.open("streamtype", "error");
            int out = client.open("streamtype", "stdout");

            assertThat(client.readAll(out)).isEmpty();
            assertThat(client.readAll(error)).isEqualTo(StatusObject.failure("the \"container\" has ended"));
        }
    }

    @Test
    void attach_tenMegabytes_arriveCompleteAndOnce() throws Exception {
        ContainerIo io =
                ContainerIo.open(new ContainerIo.Options(Optional.empty(), true, true, false, Duration.ofMinutes(1)));
        StreamingServer server = start(attachingTo(io));
        Thread guest = new Thread(() -> {
            Optional<OutputStream> out = io.guestStdio().output();
            for (int i = 0; i < 100_000; i++) {
                print(out, line(i));
            }
            io.end();
        });
        guest.start(); // before the client comes: its output waits
        String url = server.attach(AttachRequest.newBuilder()
                .setContainerId("c")
                .setStdin(true)
                .setStdout(true)
                .setStderr(true)
                .build());
        try (SpdyClient client = SpdyClient.connect(url, V4)) {
            int error = client.open("streamtype", "error");
            client.open("streamtype", "stdin");
            int out = client.open("streamtype", "stdout");
            client.open("streamtype", "stderr");
            StringBuilder expected = new StringBuilder();
            for (int i = 0; i < 100_000; i++) {
                expected.append(line(i));
            }

            assertThat(client.readAll(out)).isEqualTo(expected.toString());
            assertThat(client.readAll(error)).isEqualTo(StatusObject.success());
        }
        guest.join();
    }

    @Test
    void attach_terminal_isInteractive() throws Exception {
        ContainerIo io = ContainerIo.open(new ContainerIo.Options(Optional.empty(), true, false, true, Duration.ZERO));
        StreamingServer server = start(attachingTo(io));
        InputStream input = io.guestStdio().input().orElseThrow();
        CountDownLatch interrupted = new CountDownLatch(1);
        io.onInterruptKey(interrupted::countDown);
        String url = server.attach(AttachRequest.newBuilder()
                .setContainerId("c")
                .setStdin(true)
                .setStdout(true)
                .setTty(true)
                .build());
        try (SpdyClient client = SpdyClient.connect(url, V4)) {
            client.open("streamtype", "error");
            int in = client.open("streamtype", "stdin");
            int out = client.open("streamtype", "stdout");
            int resize = client.open("streamtype", "resize");
            client.send(resize, "{\"Width\":111,\"Height\":33}".getBytes(UTF_8));
            client.send(in, "who\r".getBytes(UTF_8));
            assertThat(input.readNBytes(4)).asString(UTF_8).isEqualTo("who\n");
            print(io.guestStdio().output(), "me\n");
            client.send(in, new byte[] {3});
            interrupted.await();
            io.end();

            assertThat(client.readAll(out)).isEqualTo("who\r\nme\r\n^C\r\n");
        }
    }

    @Test
    void attach_muchInputThatNobodyReads_isHeldBackAndNotLost() throws Exception {
        ContainerIo io = ContainerIo.open(new ContainerIo.Options(Optional.empty(), true, true, false, Duration.ZERO));
        StreamingServer server = start(attachingTo(io));
        InputStream input = io.guestStdio().input().orElseThrow();
        String url = server.attach(
                AttachRequest.newBuilder().setContainerId("c").setStdin(true).build());
        try (SpdyClient client = SpdyClient.connect(url, V4)) {
            client.open("streamtype", "error");
            int in = client.open("streamtype", "stdin");
            Thread typing = new Thread(() -> {
                try {
                    for (int i = 0; i < 1024; i++) {
                        client.send(in, new byte[8 << 10]);
                    }
                    client.finish(in);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            typing.start();

            assertThat(input.readAllBytes()).hasSize(8 << 20);
            typing.join();
        }
        io.end();
    }

    @Test
    void request_usedToken_isNotFound() throws Exception {
        StreamingServer server = start(new FakeSessions());
        String url = server.exec(tty());
        try (SpdyClient first = SpdyClient.connect(url, V4);
                SpdyClient second = SpdyClient.connect(url, V4)) {
            assertThat(first.status()).isEqualTo(101);
            assertThat(second.status()).isEqualTo(404);
        }
        for (String other : List.of(
                server.exec(tty()).replace("/exec/", "/attach/"),
                server.exec(tty()) + "/x",
                url.replaceAll("/exec/.*", "/"),
                url.replaceAll("/exec/.*", "/exec/"))) {
            try (SpdyClient client = SpdyClient.connect(other, V4)) {
                assertThat(client.status()).as(other).isEqualTo(404);
            }
        }
    }

    @Test
    void request_withoutUpgradeOrProtocol_isRefused() throws Exception {
        StreamingServer server = start(new FakeSessions());
        String webSocket = "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Protocol: v5.channel.k8s.io\r\n";
        try (SpdyClient client = SpdyClient.connect("GET", server.exec(tty()), webSocket)) {
            assertThat(client.status()).isEqualTo(400);
        }
        try (SpdyClient client = SpdyClient.connect(server.exec(tty()))) {
            assertThat(client.status()).isEqualTo(400);
        }
        try (SpdyClient client = SpdyClient.connect("PUT", server.exec(tty()), "")) {
            assertThat(client.status()).isEqualTo(405);
        }
        try (SpdyClient client = SpdyClient.connect(server.exec(tty()), "v9.channel.k8s.io")) {
            assertThat(client.status()).isEqualTo(403);
            assertThat(client.head())
                    .containsIgnoringCase("X-Accepted-Stream-Protocol-Versions: v4.channel.k8s.io\r\n")
                    .containsIgnoringCase("X-Accepted-Stream-Protocol-Versions: channel.k8s.io\r\n");
        }
        try (SpdyClient client = SpdyClient.connect("GET", server.exec(tty()), "X: " + "x".repeat(40_000) + "\r\n")) {
            assertThat(client.status()).isBetween(400, 499);
        }
    }

    @Test
    void url_wrongRequest_isRefused() throws Exception {
        StreamingServer server = start(new FakeSessions());

        assertThatThrownBy(() ->
                        server.exec(ExecRequest.newBuilder().setStdout(true).build()))
                .hasMessage("open a stream failed: container_id is missing");
        assertThatThrownBy(() -> server.exec(tty().toBuilder().setStderr(true).build()))
                .hasMessageContaining("a terminal has one output");
        assertThatThrownBy(() -> server.attach(
                        AttachRequest.newBuilder().setContainerId("c").build()))
                .hasMessageContaining("one of stdin, stdout and stderr");
        assertThatThrownBy(() -> server.portForward(
                        PortForwardRequest.newBuilder().setPodSandboxId("gone").build()))
                .hasMessage("there is no sandbox gone")
                .isInstanceOf(CriException.class);
        assertThat(server.exec(tty())).matches("http://127\\.0\\.0\\.1:[0-9]+/exec/[A-Za-z0-9_-]{32}");
    }

    @Test
    void connection_hostileFrames_areCutOff() throws Exception {
        StreamingServer server = start(new FakeSessions());
        try (SpdyClient client = SpdyClient.connect(server.exec(tty()), V4)) {
            client.skipId();
            client.open("streamtype", "error");
            assertThat(client.readToTheEnd()).containsExactly("goaway");
        }
        try (SpdyClient client = SpdyClient.connect(server.exec(tty()), V4)) {
            int unknown = client.open("streamtype", "whatever");
            int error = client.open("streamtype", "error");
            int twice = client.open("streamtype", "error");
            assertThat(client.isReset(unknown)).isTrue();
            assertThat(client.isReset(error)).isFalse();
            assertThat(client.isReset(twice)).isTrue();
        }
        try (SpdyClient client = SpdyClient.connect(server.exec(tty()), V4)) {
            client.sendRaw("\u0080\u0003garbage that is no frame at all".getBytes(UTF_8));
            assertThat(client.readToTheEnd()).doesNotContain("end");
        }
    }

    private StreamingServer start(FakeSessions sessions) throws IOException {
        StreamingServer server =
                StreamingServer.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), sessions);
        running = Optional.of(server);
        return server;
    }

    private static FakeSessions attachingTo(ContainerIo io) {
        return new FakeSessions() {
            @Override
            public void attach(String containerId, ClientStreams streams) throws CriException, InterruptedException {
                io.attach(streams);
            }
        };
    }

    private static ExecRequest tty() {
        return ExecRequest.newBuilder()
                .setContainerId("c")
                .addCmd("a")
                .setStdout(true)
                .setTty(true)
                .build();
    }

    private static String line(int number) {
        return "line " + number + " " + "x".repeat(90) + "\n";
    }

    private static String readAll(Optional<InputStream> stream) {
        try {
            return new String(stream.orElseThrow().readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void print(Optional<OutputStream> stream, String text) {
        try {
            stream.orElseThrow().write(text.getBytes(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
