package dev.sedge.wasi.internal.preview1;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sedge.wasi.fs.Errno;
import java.io.IOException;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ConnectionDescriptorTest extends SocketFixture {
    private static final int WAITALL = 2;

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
