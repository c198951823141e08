package dev.sedge.agent.transport.streaming;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sedge.agent.cri.CriException;
import dev.sedge.agent.cri.v1.PortForwardRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PortForwardingTest {
    private StreamingServer server;
    private ServerSocket port;

    @BeforeEach
    void start() throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        server = StreamingServer.start(new InetSocketAddress(loopback, 0), new FakeSessions());
        port = new ServerSocket(0, 10, loopback);
        Thread echo = new Thread(this::echo, "echo");
        echo.setDaemon(true);
        echo.start();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        port.close();
    }

    @Test
    void forward_twoInARowAndAFailureBetween_workOnOneConnection() throws Exception {
        try (SpdyClient client = connect()) {
            assertThat(client.head()).containsIgnoringCase("X-Stream-Protocol-Version: portforward.k8s.io\r\n");
            assertThat(roundTrip(client, "0", "hello")).isEqualTo("echo hello");

            int error = client.open("streamtype", "error", "port", "666", "requestid", "1");
            client.finish(error);
            int data = client.open("streamtype", "data", "port", "666", "requestid", "1");
            assertThat(client.readAll(error))
                    .isEqualTo("error forwarding port 666 to pod sandbox: port 666 is not for you");
            assertThat(client.readAll(data)).isEmpty();

            assertThat(roundTrip(client, "2", "again")).isEqualTo("echo again");
        }
    }

    @Test
    void forward_manyAtOnce_keepTheirBytes() throws Exception {
        try (SpdyClient client = connect()) {
            int[] data = new int[20];
            for (int i = 0; i < data.length; i++) {
                client.finish(client.open("streamtype", "error", "port", port(), "requestid", "r" + i));
                data[i] = client.open("streamtype", "data", "port", port(), "requestid", "r" + i);
            }
            for (int i = data.length - 1; i >= 0; i--) {
                client.send(data[i], ("number " + i).getBytes(UTF_8));
                client.finish(data[i]);
            }
            for (int i = 0; i < data.length; i++) {
                assertThat(client.readAll(data[i])).isEqualTo("echo number " + i);
            }
        }
    }

    @Test
    void forward_withoutRequestIds_pairsNeighbours() throws Exception {
        try (SpdyClient client = connect()) {
            int error = client.open("streamtype", "error", "port", port());
            int data = client.open("streamtype", "data", "port", port());
            client.send(data, "old".getBytes(UTF_8));
            client.finish(data);

            assertThat(client.readAll(data)).isEqualTo("echo old");
            assertThat(client.readAll(error)).isEmpty();
        }
    }

    @Test
    void forward_closedPort_saysSo() throws Exception {
        String number = port();
        port.close();
        try (SpdyClient client = connect()) {
            int error = client.open("streamtype", "error", "port", number, "requestid", "0");
            client.open("streamtype", "data", "port", number, "requestid", "0");

            assertThat(client.readAll(error))
                    .startsWith("error forwarding port " + number + " to pod sandbox: ")
                    .contains("refused");
        }
    }

    @Test
    void forward_severalMegabytes_areComplete() throws Exception {
        try (SpdyClient client = connect()) {
            int error = client.open("streamtype", "error", "port", port(), "requestid", "0");
            int data = client.open("streamtype", "data", "port", port(), "requestid", "0");
            Thread sending = new Thread(() -> {
                try {
                    for (int i = 0; i < 512; i++) {
                        client.send(data, "0123456789abcdef".repeat(512).getBytes(UTF_8));
                    }
                    client.finish(data);
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            sending.start();

            assertThat(client.readAll(data)).hasSize((4 << 20) + "echo ".length());
            assertThat(client.readAll(error)).isEmpty();
            sending.join();
        }
    }

    @Test
    void open_wrongStreams_areRefused() throws Exception {
        try (SpdyClient client = connect()) {
            assertThat(client.isReset(client.open("streamtype", "data"))).isTrue();
            assertThat(client.isReset(client.open("streamtype", "data", "port", "0")))
                    .isTrue();
            assertThat(client.isReset(client.open("streamtype", "data", "port", "65536")))
                    .isTrue();
            assertThat(client.isReset(client.open("streamtype", "data", "port", "-1")))
                    .isTrue();
            assertThat(client.isReset(client.open("streamtype", "stdin", "port", "80")))
                    .isTrue();
            client.open("streamtype", "error", "port", "80", "requestid", "x");
            assertThat(client.isReset(client.open("streamtype", "error", "port", "80", "requestid", "x")))
                    .isTrue();
        }
    }

    @Test
    void open_tooManyStreams_areRefused() throws Exception {
        try (SpdyClient client = connect()) {
            for (int i = 0; i < SpdyConnection.MOST_STREAMS; i++) {
                assertThat(client.isReset(client.open("streamtype", "error", "port", "80", "requestid", "" + i)))
                        .isFalse();
            }
            assertThat(client.isReset(client.open("streamtype", "error", "port", "80", "requestid", "more")))
                    .isTrue();
        }
    }

    private SpdyClient connect() throws IOException, CriException {
        return SpdyClient.connect(
                server.portForward(PortForwardRequest.newBuilder()
                        .setPodSandboxId("sandbox")
                        .build()),
                "portforward.k8s.io");
    }

    private String roundTrip(SpdyClient client, String request, String text) throws IOException {
        int error = client.open("streamtype", "error", "port", port(), "requestid", request);
        client.finish(error);
        int data = client.open("streamtype", "data", "port", port(), "requestid", request);
        client.send(data, text.getBytes(UTF_8));
        client.finish(data);
        String answer = client.readAll(data);
        assertThat(client.readAll(error)).isEmpty();
        return answer;
    }

    private String port() {
        return String.valueOf(port.getLocalPort());
    }

    /** Says "echo" first, and all that it hears until the other side ends. */
    private void echo() {
        while (!port.isClosed()) {
            try {
                Socket connection = port.accept();
                Thread answer = new Thread(() -> answer(connection), "echo");
                answer.setDaemon(true);
                answer.start();
            } catch (IOException e) {
                return; // closed at the end of the test
            }
        }
    }

    private static void answer(Socket connection) {
        try (connection;
                InputStream in = connection.getInputStream()) {
            connection.getOutputStream().write("echo ".getBytes(UTF_8));
            in.transferTo(connection.getOutputStream());
        } catch (IOException e) {
            // the client has gone
        }
    }
}
