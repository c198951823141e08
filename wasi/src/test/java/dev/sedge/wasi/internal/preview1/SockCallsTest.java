package dev.sedge.wasi.internal.preview1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sedge.runtime.GuestInterruptedException;
import dev.sedge.runtime.StopReason;
import dev.sedge.wasi.Access;
import dev.sedge.wasi.Listener;
import dev.sedge.wasi.MonotonicClock;
import dev.sedge.wasi.Preopen;
import dev.sedge.wasi.SilentInput;
import dev.sedge.wasi.WasiConfig;
import dev.sedge.wasi.WasiLimits;
import dev.sedge.wasi.fs.Errno;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SockCallsTest {
    private static final int LISTENER = 3;
    private static final int NONBLOCK = Layouts.FDFLAG_NONBLOCK;
    private static final int FLAGS = 80;
    private static final int PEEK = 1;
    private static final int WAITALL = 2;
    private static final int SUBSCRIPTIONS = 4096;
    private static final int EVENTS = 8192;
    private static final int CLOCK = 0;
    private static final int READ = 1;
    private static final int WRITE = 2;
    private static final long HOUR = 3_600_000_000_000L;

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
    }

    @Test
    void sockCalls_nothingGranted_answerNotsockOrBadf() {
        try (RawGuest guest = RawGuest.withNothing()) {
            for (int fd : new int[] {0, 1, 2}) {
                assertThat(answers(guest, fd)).containsOnly(Errno.NOTSOCK);
            }
            for (int fd : new int[] {3, 4, -1, Integer.MAX_VALUE}) {
                assertThat(answers(guest, fd)).containsOnly(Errno.BADF);
            }
        }
    }

    @Test
    void listeners_comeAfterThePreopens() {
        WasiConfig.Builder config = WasiConfig.builder()
                .listener(Listener.of(server))
                .preopen(Preopen.directory(directory, "/", Access.READ_ONLY))
                .preopen(Preopen.directory(directory, "/b", Access.READ_ONLY));
        try (RawGuest guest = new RawGuest(config)) {
            assertThat(type(guest, 3)).isEqualTo(3);
            assertThat(type(guest, 4)).isEqualTo(3);
            assertThat(type(guest, 5)).isEqualTo(6);
            assertThat(guest.call("fd_prestat_get", 5, 0)).isEqualTo(Errno.BADF);
            assertThat(guest.call("fd_fdstat_get", 6, 0)).isEqualTo(Errno.BADF);
        }
    }

    @Test
    void listener_flags_areNonblockFromTheFirstLookOn() {
        try (RawGuest guest = guest()) {
            assertThat(guest.call("fd_fdstat_get", LISTENER, 0)).isEqualTo(Errno.SUCCESS);
            assertThat(guest.readShort(2)).isEqualTo(NONBLOCK);
            assertThat(accept(guest, 0)).isEqualTo(Errno.AGAIN);
            assertThat(guest.call("fd_fdstat_set_flags", LISTENER, 0)).isEqualTo(Errno.SUCCESS);
            guest.call("fd_fdstat_get", LISTENER, 0);
            assertThat(guest.readShort(2)).isZero();
        }
    }

    @Test
    void listener_callsThatAreForConnections_answerNotconn() {
        try (RawGuest guest = guest()) {
            guest.vector(0, RawGuest.DATA, 4);
            assertThat(guest.call("fd_read", LISTENER, RawGuest.VECTORS, 1, 64)).isEqualTo(Errno.NOTCONN);
            assertThat(guest.call("fd_write", LISTENER, RawGuest.VECTORS, 1, 64))
                    .isEqualTo(Errno.NOTCONN);
            assertThat(guest.call("sock_recv", LISTENER, RawGuest.VECTORS, 1, 0, 64, FLAGS))
                    .isEqualTo(Errno.NOTCONN);
            assertThat(guest.call("sock_send", LISTENER, RawGuest.VECTORS, 1, 0, 64))
                    .isEqualTo(Errno.NOTCONN);
            assertThat(guest.call("sock_shutdown", LISTENER, 3)).isEqualTo(Errno.NOTCONN);
        }
    }

    @Test
    void listenerOfAddresses_isBoundWhenTheGuestStartsAndFreedWithTheDescriptor() throws IOException {
        List<InetSocketAddress> addresses = List.of(free(), free());
        try (RawGuest guest = new RawGuest(WasiConfig.builder().listener(Listener.tcp(addresses)))) {
            for (InetSocketAddress address : addresses) {
                try (SocketChannel client = SocketChannel.open(address)) {
                    assertThat(accept(guest, 0)).isEqualTo(Errno.SUCCESS);
                    int fd = guest.readInt(RawGuest.RESULT);
                    send(client, "via " + address.getPort());
                    assertThat(guest.read(fd, 100)).isEqualTo("via " + address.getPort());
                }
            }
            clock(guest, 1, 0);
            assertThat(poll(guest, 2, LISTENER, READ)).containsExactly("clock"); // the selector knows them now
            assertThat(guest.call("fd_close", LISTENER)).isEqualTo(Errno.SUCCESS);
            for (InetSocketAddress address : addresses) {
                ServerSocketChannel.open().bind(address).close();
            }
        }
    }

    @Test
    void close_guestWithListener_freesTheAddress() throws IOException {
        InetSocketAddress address = free();
        new RawGuest(WasiConfig.builder().listener(Listener.tcp(address))).close();
        ServerSocketChannel.open().bind(address).close();
    }

    @Test
    void accept_connection_isAStreamSocketWithFlags() throws IOException {
        try (RawGuest guest = guest();
                SocketChannel client = connect()) {
            assertThat(client.isConnected()).isTrue();
            int fd = accepted(guest, NONBLOCK);
            assertThat(type(guest, fd)).isEqualTo(6);
            assertThat(guest.readShort(2)).isEqualTo(NONBLOCK);
            assertThat(guest.call("fd_filestat_get", fd, 0)).isEqualTo(Errno.SUCCESS);
            assertThat(guest.readByte(16)).isEqualTo(6);
            assertThat(guest.call("fd_fdstat_set_flags", fd, Layouts.FDFLAG_APPEND))
                    .isEqualTo(Errno.INVAL);
            assertThat(guest.call("fd_seek", fd, 0, 0, 0)).isEqualTo(Errno.SPIPE);
            assertThat(guest.call("fd_tell", fd, 0)).isEqualTo(Errno.SPIPE);
            guest.vector(0, RawGuest.DATA, 4);
            assertThat(guest.call("fd_pread", fd, RawGuest.VECTORS, 1, 0, 64)).isEqualTo(Errno.SPIPE);
            assertThat(guest.call("fd_pwrite", fd, RawGuest.VECTORS, 1, 0, 64)).isEqualTo(Errno.SPIPE);
            assertThat(guest.call("fd_sync", fd)).isEqualTo(Errno.BADF);
            assertThat(guest.call("sock_accept", fd, 0, 64)).isEqualTo(Errno.INVAL);
        }
    }

    @Test
    void accept_unknownFlagsOrBadPointer_answersInvalOrFault() {
        try (RawGuest guest = guest()) {
            assertThat(accept(guest, 1)).isEqualTo(Errno.INVAL);
            assertThat(accept(guest, NONBLOCK | 16)).isEqualTo(Errno.INVAL);
            assertThat(guest.call("sock_accept", LISTENER, 0, RawGuest.SIZE - 3))
                    .isEqualTo(Errno.FAULT);
            assertThat(guest.call("sock_accept", LISTENER, 0, -1)).isEqualTo(Errno.FAULT);
        }
    }

    @Test
    void accept_atTheLimitOfDescriptors_answersMfileUntilOneIsClosed() throws IOException {
        WasiConfig.Builder config = WasiConfig.builder()
                .listener(Listener.of(server))
                .limits(WasiLimits.defaults().withOpenDescriptors(2));
        try (RawGuest guest = new RawGuest(config);
                SocketChannel one = connect();
                SocketChannel two = connect();
                SocketChannel three = connect()) {
            int first = accepted(guest, 0);
            accepted(guest, 0);
            assertThat(accept(guest, 0)).isEqualTo(Errno.MFILE);
            guest.call("fd_close", first);
            int third = accepted(guest, 0);
            assertThat(third).isEqualTo(first);
            send(three, "third");
            assertThat(guest.read(third, 10)).isEqualTo("third");
            assertThat(one.read(ByteBuffer.allocate(1))).isEqualTo(-1);
            assertThat(two.isOpen()).isTrue();
        }
    }

    @Test
    void recv_peek_leavesTheBytes() throws IOException {
        try (RawGuest guest = guest();
                SocketChannel client = connect()) {
            int fd = accepted(guest, 0);
            send(client, "hello");
            assertThat(receive(guest, fd, 3, PEEK)).isEqualTo("hel");
            assertThat(receive(guest, fd, 100, PEEK)).isEqualTo("hello");
            assertThat(receive(guest, fd, 2, 0)).isEqualTo("he");
            assertThat(guest.readShort(FLAGS)).isZero();
            assertThat(guest.read(fd, 100)).isEqualTo("llo");
            end(client);
            assertThat(receive(guest, fd, 100, PEEK)).isEmpty();
            assertThat(receive(guest, fd, 100, 0)).isEmpty();
        }
    }

    @Test
    void recv_waitall_fillsAllBuffersOrStopsAtTheEnd() throws Exception {
        try (RawGuest guest = guest();
                SocketChannel client = connect()) {
            int fd = accepted(guest, 0);
            send(client, "ab");
            assertThat(receive(guest, fd, 1, PEEK)).isEqualTo("a");
            CompletableFuture<Void> sender = CompletableFuture.runAsync(() -> {
                sendUnchecked(client, "cde");
                sendUnchecked(client, "fgh");
            });
            assertThat(receive(guest, fd, 7, WAITALL)).isEqualTo("abcdefg");
            sender.get();
            client.shutdownOutput();
            assertThat(receive(guest, fd, 7, WAITALL)).isEqualTo("h");
        }
    }

    @Test
    void recv_severalVectors_areFilledInOrder() throws IOException {
        try (RawGuest guest = guest();
                SocketChannel client = connect()) {
            int fd = accepted(guest, 0);
            send(client, "abcdefgh");
            guest.vector(0, RawGuest.DATA, 3);
            guest.vector(1, RawGuest.DATA + 100, 0);
            guest.vector(2, RawGuest.DATA + 200, 10);
            assertThat(guest.call("sock_recv", fd, RawGuest.VECTORS, 3, 0, RawGuest.RESULT, FLAGS))
                    .isEqualTo(Errno.SUCCESS);
            assertThat(guest.readInt(RawGuest.RESULT)).isEqualTo(8);
            assertThat(guest.textAt(RawGuest.DATA, 3)).isEqualTo("abc");
            assertThat(guest.textAt(RawGuest.DATA + 200, 5)).isEqualTo("defgh");
        }
    }

    @Test
    void recvAndSend_unknownFlags_answerInval() throws IOException {
        try (RawGuest guest = guest();
                SocketChannel client = connect()) {
            int fd = accepted(guest, 0);
            assertThat(client.isConnected()).isTrue();
            assertThat(guest.call("sock_recv", fd, RawGuest.VECTORS, 0, 4, 64, FLAGS))
                    .isEqualTo(Errno.INVAL);
            assertThat(guest.call("sock_send", fd, RawGuest.VECTORS, 0, 1, 64)).isEqualTo(Errno.INVAL);
        }
    }

    @Test
    void recv_nonblocking_answersAgainUntilBytesOrTheEndCome() throws IOException {
        try (RawGuest guest = guest();
                SocketChannel client = connect()) {
            int fd = accepted(guest, NONBLOCK);
            guest.vector(0, RawGuest.DATA, 10);
            assertThat(guest.call("fd_read", fd, RawGuest.VECTORS, 1, RawGuest.RESULT))
                    .isEqualTo(Errno.AGAIN);
            assertThat(guest.call("sock_recv", fd, RawGuest.VECTORS, 1, WAITALL, RawGuest.RESULT, FLAGS))
                    .isEqualTo(Errno.AGAIN);
            send(client, "now");
            assertThat(poll(guest, 0, fd, READ)).containsExactly("read 3");
            assertThat(receive(guest, fd, 10, WAITALL)).isEqualTo("now");
            end(client);
            assertThat(poll(guest, 0, fd, READ)).containsExactly("read 0 hangup");
            assertThat(guest.read(fd, 10)).isEmpty();
        }
    }

    @Test
    void recv_peerHasReset_answersConnreset() throws IOException {
        try (RawGuest guest = guest();
                SocketChannel client = connect()) {
            int fd = accepted(guest, 0);
            client.setOption(StandardSocketOptions.SO_LINGER, 0);
            end(client);
            assertThat(poll(guest, 0, fd, READ)).containsExactly("read 0 hangup");
            guest.vector(0, RawGuest.DATA, 10);
            assertThat(guest.call("fd_read", fd, RawGuest.VECTORS, 1, RawGuest.RESULT))
                    .isEqualTo(Errno.CONNRESET);
            assertThat(guest.write(fd, "x")).isEqualTo(Errno.PIPE);
            assertThat(guest.call("fd_close", fd)).isEqualTo(Errno.SUCCESS);
        }
    }

    @Test
    void send_toAHalfClosedPeer_stillArrives() throws IOException {
        try (RawGuest guest = guest();
                SocketChannel client = connect()) {
            int fd = accepted(guest, 0);
            client.shutdownOutput();
            assertThat(guest.read(fd, 10)).isEmpty();
            assertThat(guest.write(fd, "answer")).isEqualTo(Errno.SUCCESS);
            assertThat(guest.call("sock_shutdown", fd, 2)).isEqualTo(Errno.SUCCESS);
            assertThat(readAll(client)).isEqualTo("answer");
            assertThat(guest.write(fd, "more")).isEqualTo(Errno.PIPE);
        }
    }

    @Test
    void shutdown_wrongDirections_answerInval() throws IOException {
        try (RawGuest guest = guest();
                SocketChannel client = connect()) {
            int fd = accepted(guest, 0);
            for (int how : new int[] {0, 4, 7, -1}) {
                assertThat(guest.call("sock_shutdown", fd, how)).isEqualTo(Errno.INVAL);
            }
            send(client, "x");
            assertThat(receive(guest, fd, 1, PEEK)).isEqualTo("x");
            assertThat(guest.call("sock_shutdown", fd, 1)).isEqualTo(Errno.SUCCESS);
            assertThat(guest.read(fd, 10)).isEqualTo("x");
            assertThat(guest.read(fd, 10)).isEmpty();
        }
    }

    @Test
    void send_peerDoesNotRead_nonblockingTakesAPartAndThenAnswersAgain() throws IOException {
        try (RawGuest guest = guest();
                SocketChannel client = connect()) {
            int fd = accepted(guest, NONBLOCK);
            long sent = 0;
            Errno answer = Errno.SUCCESS;
            while (answer == Errno.SUCCESS) {
                for (int i = 0; i < 64; i++) {
                    guest.vector(i, 0, RawGuest.SIZE);
                }
                answer = guest.call("sock_send", fd, RawGuest.VECTORS, 64, 0, RawGuest.RESULT);
                sent += answer == Errno.SUCCESS ? guest.readInt(RawGuest.RESULT) : 0;
            }
            assertThat(answer).isEqualTo(Errno.AGAIN);
            clock(guest, 1, 1);
            assertThat(poll(guest, 2, fd, WRITE)).containsExactly("clock");
            assertThat(guest.call("sock_shutdown", fd, 2)).isEqualTo(Errno.SUCCESS);
            long read = 0;
            ByteBuffer buffer = ByteBuffer.allocate(1 << 20);
            for (int size = client.read(buffer); size >= 0; size = client.read(buffer.clear())) {
                read += size;
            }
            assertThat(read).isEqualTo(sent);
        }
    }

    @Test
    void send_largeToASlowReader_arrivesCompleteAndInOrder() throws Exception {
        try (RawGuest guest = guest();
                SocketChannel client = connect()) {
            int fd = accepted(guest, 0);
            byte[] bytes = new byte[16384];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) ((i * 31) >> 3);
            }
            guest.bytes(RawGuest.DATA, bytes);
            ByteBuffer expected = ByteBuffer.allocate(300 * bytes.length);
            for (int i = 0; i < 300; i++) {
                guest.vector(3 * i, RawGuest.DATA, 1);
                guest.vector(3 * i + 1, RawGuest.DATA + 1, 7000);
                guest.vector(3 * i + 2, RawGuest.DATA + 7001, bytes.length - 7001);
                expected.put(bytes);
            }
            CompletableFuture<byte[]> reader = CompletableFuture.supplyAsync(() -> readBytes(client));
            assertThat(guest.call("sock_send", fd, RawGuest.VECTORS, 900, 0, RawGuest.RESULT))
                    .isEqualTo(Errno.SUCCESS);
            assertThat(guest.readInt(RawGuest.RESULT)).isEqualTo(expected.capacity());
            guest.call("fd_close", fd);
            assertThat(reader.get()).isEqualTo(expected.array());
        }
    }

    @Test
    void pollOneoff_socketsInputAndClock_tellsWhatIsReady() throws IOException {
        try (SilentInput silent = new SilentInput();
                RawGuest guest = new RawGuest(WasiConfig.builder()
                        .stdin(silent)
                        .monotonicClock(MonotonicClock.system())
                        .listener(Listener.of(server)));
                SocketChannel one = connect();
                SocketChannel two = connect()) {
            int first = accepted(guest, NONBLOCK);
            int second = accepted(guest, NONBLOCK);
            send(two, "now");
            assertThat(one.isConnected()).isTrue();
            stream(guest, 0, 0, READ);
            stream(guest, 1, first, READ);
            stream(guest, 2, second, READ);
            stream(guest, 3, LISTENER, READ);
            clock(guest, 4, HOUR);
            assertThat(events(guest, 5)).containsExactly("read 3");

            stream(guest, 1, first, WRITE);
            assertThat(events(guest, 5)).containsExactly("write", "read 3");

            guest.read(second, 10);
            try (SocketChannel three = connect()) {
                stream(guest, 1, first, READ);
                assertThat(events(guest, 5)).containsExactly("read 1");
                assertThat(three.isConnected()).isTrue();
            }
            silent.end();
            accepted(guest, 0);
            assertThat(events(guest, 5)).containsExactly("read 0 hangup");
        }
    }

    @Test
    void pollOneoff_sameSocketTwice_bothEventsAreTold() throws IOException {
        try (RawGuest guest = guest();
                SocketChannel client = connect()) {
            int fd = accepted(guest, 0);
            send(client, "x");
            stream(guest, 0, fd, READ);
            stream(guest, 1, fd, READ);
            assertThat(events(guest, 2)).containsExactly("read 1", "read 1");
            stream(guest, 1, fd, WRITE);
            stream(guest, 2, LISTENER, WRITE); // never ready, and no error
            assertThat(events(guest, 3)).containsExactly("read 1", "write");
        }
    }

    @Test
    void pollOneoff_virtualTime_passesAtOnce() {
        WasiConfig.Builder config =
                WasiConfig.builder().monotonicClock(MonotonicClock.virtual()).listener(Listener.of(server));
        try (RawGuest guest = new RawGuest(config)) {
            stream(guest, 0, LISTENER, READ);
            clock(guest, 1, HOUR);
            assertThat(events(guest, 2)).containsExactly("clock");
            guest.call("clock_time_get", 1, 1, 0);
            assertThat(guest.readLong(0)).isEqualTo(HOUR);
        }
    }

    @Test
    void stop_guestThatWaitsForSockets_endsTheCall() throws Exception {
        for (String call : List.of("accept", "read", "poll", "write")) {
            try (RawGuest guest = guest();
                    SocketChannel client = connect()) {
                int fd = accepted(guest, 0);
                assertThat(client.isConnected()).isTrue();
                CompletableFuture<Void> stop =
                        CompletableFuture.runAsync(() -> guest.control().stop(StopReason.REQUESTED));
                assertThatThrownBy(() -> block(guest, call, fd)).isInstanceOf(GuestInterruptedException.class);
                stop.get();
            }
        }
    }

    @Test
    void interrupt_threadOfAGuestThatWaits_endsTheGuest() {
        try (RawGuest guest = guest()) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> accept(guest, 0)).isInstanceOf(GuestInterruptedException.class);
        }
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void renumber_ontoASocket_closesIt() throws IOException {
        try (RawGuest guest = guest();
                SocketChannel one = connect();
                SocketChannel two = connect()) {
            int first = accepted(guest, 0);
            int second = accepted(guest, 0);
            assertThat(guest.call("fd_renumber", second, first)).isEqualTo(Errno.SUCCESS);
            assertThat(one.read(ByteBuffer.allocate(1))).isEqualTo(-1);
            send(two, "two");
            assertThat(guest.read(first, 10)).isEqualTo("two");
        }
    }

    @Test
    void accept_manyTimes_reusesNumbersAndHoldsNothing() throws IOException {
        try (RawGuest guest = guest()) {
            for (int i = 0; i < 300; i++) {
                try (SocketChannel client = connect()) {
                    int fd = accepted(guest, 0);
                    send(client, "x");
                    poll(guest, 0, fd, READ);
                    assertThat(guest.read(fd, 10)).isEqualTo("x");
                    assertThat(guest.call("fd_close", fd)).isEqualTo(Errno.SUCCESS);
                    assertThat(fd).isEqualTo(4);
                    assertThat(client.read(ByteBuffer.allocate(1))).isEqualTo(-1);
                }
            }
        }
    }

    @Test
    void listenerOfAUnixSocket_serves() throws IOException {
        UnixDomainSocketAddress path = UnixDomainSocketAddress.of(directory.resolve("s"));
        try (ServerSocketChannel unix =
                        ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(path);
                RawGuest guest = new RawGuest(WasiConfig.builder().listener(Listener.of(unix)));
                SocketChannel client = SocketChannel.open(path)) {
            int fd = accepted(guest, 0);
            send(client, "hi");
            assertThat(guest.read(fd, 10)).isEqualTo("hi");
        }
    }

    @Test
    void listenerThatTheEmbedderHasClosed_answersInval() throws IOException {
        try (RawGuest guest = guest()) {
            server.close();
            assertThat(accept(guest, 0)).isEqualTo(Errno.INVAL);
            assertThat(poll(guest, 0, LISTENER, READ)).containsExactly("read 1");
        }
    }

    private RawGuest guest() {
        return new RawGuest(
                WasiConfig.builder().monotonicClock(MonotonicClock.system()).listener(Listener.of(server)));
    }

    private SocketChannel connect() throws IOException {
        return SocketChannel.open(server.getLocalAddress());
    }

    private static InetSocketAddress free() throws IOException {
        try (ServerSocketChannel channel =
                ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            return (InetSocketAddress) channel.getLocalAddress();
        }
    }

    private static List<Errno> answers(RawGuest guest, int fd) {
        return List.of(
                guest.call("sock_accept", fd, 0, 64),
                guest.call("sock_recv", fd, 0, 0, 0, 64, 68),
                guest.call("sock_send", fd, 0, 0, 0, 64),
                guest.call("sock_shutdown", fd, 3));
    }

    private static int type(RawGuest guest, int fd) {
        assertThat(guest.call("fd_fdstat_get", fd, 0)).isEqualTo(Errno.SUCCESS);
        return guest.readByte(0);
    }

    private static Errno accept(RawGuest guest, int flags) {
        return guest.call("sock_accept", LISTENER, flags, RawGuest.RESULT);
    }

    private static int accepted(RawGuest guest, int flags) {
        assertThat(accept(guest, flags)).isEqualTo(Errno.SUCCESS);
        return guest.readInt(RawGuest.RESULT);
    }

    private static String receive(RawGuest guest, int fd, int length, int flags) {
        guest.vector(0, RawGuest.DATA, length);
        assertThat(guest.call("sock_recv", fd, RawGuest.VECTORS, 1, flags, RawGuest.RESULT, FLAGS))
                .isEqualTo(Errno.SUCCESS);
        return guest.textAt(RawGuest.DATA, guest.readInt(RawGuest.RESULT));
    }

    private static void block(RawGuest guest, String call, int fd) {
        switch (call) {
            case "accept" -> accept(guest, 0);
            case "read" -> guest.read(fd, 10);
            case "poll" -> poll(guest, 0, fd, READ);
            default -> {
                guest.vector(0, 0, RawGuest.SIZE);
                while (true) {
                    guest.call("fd_write", fd, RawGuest.VECTORS, 1, RawGuest.RESULT);
                }
            }
        }
    }

    /** Waits for one socket, and for what is in the subscriptions up to a count. */
    private static List<String> poll(RawGuest guest, int count, int fd, int tag) {
        stream(guest, 0, fd, tag);
        return events(guest, Math.max(1, count));
    }

    private static void stream(RawGuest guest, int index, int fd, int tag) {
        long at = SUBSCRIPTIONS + 48L * index;
        guest.memory().fill(at, 48, (byte) 0);
        guest.memory().writeByte(at + 8, (byte) tag);
        guest.memory().writeInt(at + 16, fd);
    }

    private static void clock(RawGuest guest, int index, long timeout) {
        long at = SUBSCRIPTIONS + 48L * index;
        guest.memory().fill(at, 48, (byte) 0);
        guest.memory().writeByte(at + 8, (byte) CLOCK);
        guest.memory().writeInt(at + 16, 1);
        guest.memory().writeLong(at + 24, timeout);
    }

    private static List<String> events(RawGuest guest, int count) {
        assertThat(guest.call("poll_oneoff", SUBSCRIPTIONS, EVENTS, count, RawGuest.RESULT))
                .isEqualTo(Errno.SUCCESS);
        List<String> events = new ArrayList<>();
        for (int i = 0; i < guest.readInt(RawGuest.RESULT); i++) {
            long at = EVENTS + 32L * i;
            assertThat(guest.readShort(at + 8)).isZero();
            String kind = List.of("clock", "read", "write").get(guest.readByte(at + 10));
            String bytes = kind.equals("read") ? " " + guest.readLong(at + 16) : "";
            events.add(kind + bytes + (guest.readShort(at + 24) == 1 ? " hangup" : ""));
        }
        return events;
    }

    private static void send(SocketChannel channel, String text) throws IOException {
        channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static void end(SocketChannel channel) throws IOException {
        channel.close();
    }

    private static void sendUnchecked(SocketChannel channel, String text) {
        try {
            send(channel, text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] readBytes(SocketChannel channel) {
        try {
            Socket socket = channel.socket();
            return socket.getInputStream().readAllBytes();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String readAll(SocketChannel channel) {
        return new String(readBytes(channel), StandardCharsets.UTF_8);
    }
}
