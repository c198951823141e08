package dev.sedge.wasi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sedge.runtime.GuestInterruptedException;
import dev.sedge.runtime.ResourceLimits;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Servers of ordinary toolchains on a preopened listener, and clients that are the test. */
@Timeout(120)
class ServingGuestsTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ExecutorService clients = Executors.newCachedThreadPool();
    private ServerSocketChannel server;

    @TempDir
    Path directory;

    @BeforeEach
    void listen() throws IOException {
        server = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    @AfterEach
    void close() throws IOException {
        server.close();
        clients.shutdownNow();
    }

    @Test
    void goHttpServer_manyRequests_answersThemAll() throws Exception {
        WasiProcess guest = start("go_http/http.wasm.gz", config());
        assertThat(get("/")).isEqualTo("hello 1\n");

        List<CompletableFuture<String>> slow = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            slow.add(CompletableFuture.supplyAsync(() -> get("/slow"), clients));
        }
        assertThat(get("/")).isEqualTo("hello 2\n");
        assertThat(slow).allSatisfy(answer -> assertThat(answer.get()).isEqualTo("at last\n"));
        assertThat(get("/big")).hasSize(64 << 16);
        HttpURLConnection upload = open("/length");
        upload.setDoOutput(true);
        upload.getOutputStream().write(new byte[3 << 20]);
        assertThat(body(upload)).isEqualTo((3 << 20) + " <nil>\n");

        assertThat(get("/quit")).isEqualTo("bye\n");
        assertThat(guest.waitFor().isSuccess()).isTrue();
        assertThat(out).hasToString("serving\nended: http: Server closed\n");
    }

    @Test
    void goHttpServer_listenerBehindPreopens_isFound() throws Exception {
        WasiProcess guest = start(
                "go_http/http.wasm.gz", config().preopen(Preopen.directory(directory, "/data", Access.READ_ONLY)));
        assertThat(get("/")).isEqualTo("hello 1\n");
        guest.stop();
        assertThatThrownBy(guest::waitFor).isInstanceOf(GuestInterruptedException.class);
    }

    @Test
    void goHttpServer_withoutListener_saysSo() {
        WasiConfig config = WasiConfig.builder()
                .args("http")
                .stdout(out)
                .randomness(Randomness.secure())
                .wallClock(WallClock.system())
                .monotonicClock(MonotonicClock.system())
                .build();
        assertThat(Wasi.run(TestModules.module("go_http/http.wasm.gz"), config).code())
                .isEqualTo(1);
        assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("no listener:");
    }

    @Test
    void cServer_blockingAccept_servesOneAfterTheOther() throws Exception {
        WasiProcess guest = start("c/serve.wasm", config().args("serve", "lines", "3"));
        for (int i = 0; i < 3; i++) {
            try (Socket socket = connect()) {
                send(socket, "four\nseventy\n");
                socket.shutdownOutput();
                assertThat(readAll(socket)).isEqualTo("4\n7\n");
            }
        }
        assertThat(guest.waitFor().isSuccess()).isTrue();
        assertThat(out).hasToString("listening\nserved\n");
    }

    @Test
    void cServer_stoppedInAccept_endsAtOnce() throws Exception {
        WasiProcess guest = start("c/serve.wasm", config().args("serve", "lines", "1"));
        guest.stop();
        assertThatThrownBy(guest::waitFor).isInstanceOf(GuestInterruptedException.class);
    }

    @Test
    void cServer_stoppedWhileAPeerIsSilent_endsAtOnceAndClosesTheConnection() throws Exception {
        WasiProcess guest = start("c/serve.wasm", config().args("serve", "lines", "1"));
        try (Socket socket = connect()) {
            send(socket, "one\n");
            assertThat(new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
                            .readLine())
                    .isEqualTo("3");
            guest.stop();
            assertThatThrownBy(guest::waitFor).isInstanceOf(GuestInterruptedException.class);
            assertThat(readAll(socket)).isEmpty();
        }
    }

    @Test
    void cServer_pollOverManyPeersAndInput_echoesAndEndsWithTheInput() throws Exception {
        try (SilentInput input = new SilentInput()) {
            WasiProcess guest = start("c/serve.wasm", config().stdin(input).args("serve", "echo"));
            List<Socket> peers = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                peers.add(connect());
            }
            for (int i = peers.size() - 1; i >= 0; i--) {
                send(peers.get(i), "peer " + i);
                peers.get(i).shutdownOutput(); // half closed: the answer must still come
            }
            for (int i = 0; i < peers.size(); i++) {
                assertThat(readAll(peers.get(i))).isEqualTo("peer " + i);
                peers.get(i).close();
            }
            input.end();
            assertThat(guest.waitFor().isSuccess()).isTrue();
            assertThat(out).hasToString("listening\nserved 60\n");
        }
    }

    @Test
    void cServer_peerThatDoesNotRead_holdsNobodyElseUp() throws Exception {
        try (SilentInput input = new SilentInput();
                Socket greedy = connect();
                Socket other = connect()) {
            WasiProcess guest = start("c/serve.wasm", config().stdin(input).args("serve", "echo"));
            byte[] flood = new byte[16 << 20];
            Thread sender = new Thread(() -> {
                try {
                    greedy.getOutputStream().write(flood);
                    greedy.shutdownOutput();
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            sender.start();
            for (int i = 0; i < 10; i++) {
                send(other, "ping " + i);
                assertThat(other.getInputStream().readNBytes(6)).asString().isEqualTo("ping " + i);
            }
            assertThat(greedy.getInputStream().readAllBytes()).isEqualTo(flood);
            sender.join();
            input.end();
            assertThat(guest.waitFor().isSuccess()).isTrue();
        }
    }

    @Test
    void run_guestWithSockets_leavesNothingOpen() throws Exception {
        serveOnce();
        long before = OpenFiles.count();
        for (int i = 0; i < 5; i++) {
            serveOnce();
        }
        assertThat(OpenFiles.count()).isLessThanOrEqualTo(before);
    }

    private void serveOnce() throws Exception {
        WasiProcess guest = start("c/serve.wasm", config().args("serve", "lines", "1"));
        try (Socket socket = connect()) {
            send(socket, "x\n");
            socket.shutdownOutput();
            assertThat(readAll(socket)).isEqualTo("1\n");
        }
        guest.waitFor();
    }

    private WasiConfig.Builder config() {
        return WasiConfig.builder()
                .stdout(out)
                .randomness(Randomness.secure())
                .wallClock(WallClock.system())
                .monotonicClock(MonotonicClock.system())
                .listener(Listener.of(server));
    }

    private static WasiProcess start(String module, WasiConfig.Builder config) {
        return Wasi.start(TestModules.module(module), config.build(), ResourceLimits.defaults());
    }

    private Socket connect() throws IOException {
        InetSocketAddress address = (InetSocketAddress) server.getLocalAddress();
        return new Socket(address.getAddress(), address.getPort());
    }

    private HttpURLConnection open(String path) throws IOException {
        int port = ((InetSocketAddress) server.getLocalAddress()).getPort();
        return (HttpURLConnection)
                URI.create("http://127.0.0.1:" + port + path).toURL().openConnection();
    }

    private static String body(HttpURLConnection connection) throws IOException {
        try (InputStream stream = connection.getInputStream()) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private String get(String path) {
        try {
            return body(open(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void send(Socket socket, String text) throws IOException {
        OutputStream stream = socket.getOutputStream();
        stream.write(text.getBytes(StandardCharsets.UTF_8));
        stream.flush();
    }

    private static String readAll(Socket socket) throws IOException {
        InputStream stream = socket.getInputStream();
        return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
}
