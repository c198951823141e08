package dev.sedge.wasi.internal.preview1;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sedge.wasi.Listener;
import dev.sedge.wasi.MonotonicClock;
import dev.sedge.wasi.WasiConfig;
import dev.sedge.wasi.fs.Errno;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** A guest with a listener on the loopback interface, its peers, and the calls of both in a few words. */
@Timeout(60)
abstract class SocketFixture {
    static final int LISTENER = 3;
    static final int NONBLOCK = Layouts.FDFLAG_NONBLOCK;
    static final int FLAGS = 80;
    static final int PEEK = 1;
    static final int READ = 1;
    static final int WRITE = 2;

    private static final int SUBSCRIPTIONS = 4096;
    private static final int EVENTS = 8192;
    private static final int CLOCK = 0;

    ServerSocketChannel server;

    @BeforeEach
    void listen() throws IOException {
        server = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    RawGuest guest() {
        return new RawGuest(
                WasiConfig.builder().monotonicClock(MonotonicClock.system()).listener(Listener.of(server)));
    }

    SocketChannel connect() throws IOException {
        return SocketChannel.open(server.getLocalAddress());
    }

    static Errno accept(RawGuest guest, int flags) {
        return guest.call("sock_accept", LISTENER, flags, RawGuest.RESULT);
    }

    static int accepted(RawGuest guest, int flags) {
        assertThat(accept(guest, flags)).isEqualTo(Errno.SUCCESS);
        return guest.readInt(RawGuest.RESULT);
    }

    static String receive(RawGuest guest, int fd, int length, int flags) {
        guest.vector(0, RawGuest.DATA, length);
        assertThat(guest.call("sock_recv", fd, RawGuest.VECTORS, 1, flags, RawGuest.RESULT, FLAGS))
                .isEqualTo(Errno.SUCCESS);
        return guest.textAt(RawGuest.DATA, guest.readInt(RawGuest.RESULT));
    }

    /** Waits for one socket, and for what is in the subscriptions up to a count. */
    static List<String> poll(RawGuest guest, int count, int fd, int tag) {
        stream(guest, 0, fd, tag);
        return events(guest, Math.max(1, count));
    }

    static void stream(RawGuest guest, int index, int fd, int tag) {
        long at = SUBSCRIPTIONS + 48L * index;
        guest.memory().fill(at, 48, (byte) 0);
        guest.memory().writeByte(at + 8, (byte) tag);
        guest.memory().writeInt(at + 16, fd);
    }

    static void clock(RawGuest guest, int index, long timeout) {
        long at = SUBSCRIPTIONS + 48L * index;
        guest.memory().fill(at, 48, (byte) 0);
        guest.memory().writeByte(at + 8, (byte) CLOCK);
        guest.memory().writeInt(at + 16, 1);
        guest.memory().writeLong(at + 24, timeout);
    }

    static List<String> events(RawGuest guest, int count) {
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

    static void send(SocketChannel channel, String text) throws IOException {
        channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    static void end(SocketChannel channel) throws IOException {
        channel.close();
    }
}
