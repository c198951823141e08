package dev.sedge.wasi.internal.preview1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sedge.runtime.GuestInterruptedException;
import dev.sedge.runtime.StopReason;
import dev.sedge.wasi.Listener;
import dev.sedge.wasi.MonotonicClock;
import dev.sedge.wasi.SilentInput;
import dev.sedge.wasi.WasiConfig;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class SocketWaitsTest extends SocketFixture {
    private static final long HOUR = 3_600_000_000_000L;

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
}
