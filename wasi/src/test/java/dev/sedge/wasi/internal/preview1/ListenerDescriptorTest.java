package dev.sedge.wasi.internal.preview1;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sedge.wasi.Access;
import dev.sedge.wasi.Listener;
import dev.sedge.wasi.Preopen;
import dev.sedge.wasi.WasiConfig;
import dev.sedge.wasi.WasiLimits;
import dev.sedge.wasi.fs.Errno;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListenerDescriptorTest extends SocketFixture {
    @TempDir
    Path directory;

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

    private static InetSocketAddress free() throws IOException {
        try (ServerSocketChannel channel =
                ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            return (InetSocketAddress) channel.getLocalAddress();
        }
    }

    private static int type(RawGuest guest, int fd) {
        assertThat(guest.call("fd_fdstat_get", fd, 0)).isEqualTo(Errno.SUCCESS);
        return guest.readByte(0);
    }
}
