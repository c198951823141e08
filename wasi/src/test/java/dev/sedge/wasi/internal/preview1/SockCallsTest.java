package dev.sedge.wasi.internal.preview1;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sedge.wasi.fs.Errno;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How the calls on sockets check what they are given. */
class SockCallsTest extends SocketFixture {
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

    private static List<Errno> answers(RawGuest guest, int fd) {
        return List.of(
                guest.call("sock_accept", fd, 0, 64),
                guest.call("sock_recv", fd, 0, 0, 0, 64, 68),
                guest.call("sock_send", fd, 0, 0, 0, 64),
                guest.call("sock_shutdown", fd, 3));
    }
}
