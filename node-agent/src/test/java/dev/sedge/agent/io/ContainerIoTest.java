package dev.sedge.agent.io;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sedge.agent.cri.CriException;
import dev.sedge.wasi.Stdio;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ContainerIoTest {
    private static final String T = "2026-11-22T21:17:06.000000000Z ";
    private static final Duration GRACE = Duration.ofSeconds(10);

    @TempDir
    private Path directory;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Runnable> timers = new ArrayList<>();

    @AfterEach
    void stopThreads() {
        threads.shutdownNow();
    }

    @Test
    void output_withoutClients_goesToTheLog() throws IOException {
        ContainerIo io = open(false, false, false);
        Stdio guest = io.guestStdio();
        print(guest.output(), "out\n");
        print(guest.error(), "err");
        io.end();

        assertThat(log()).isEqualTo(T + "stdout F out\n" + T + "stderr P err\n");
        assertThat(guest.input()).isEmpty();
        assertThat(timers).isEmpty();
    }

    @Test
    void join_runningGuest_givesWhatComesFromNowOn() throws Exception {
        ContainerIo io = open(false, false, false);
        Stdio guest = io.guestStdio();
        print(guest.output(), "before\n");
        Client client = new Client(io);
        Client other = new Client(io);
        print(guest.output(), "out\n");
        print(guest.error(), "err\n");
        io.end();
        client.served.get();
        other.served.get();

        assertThat(client.out).hasToString("out\n");
        assertThat(client.err).hasToString("err\n");
        assertThat(other.out).hasToString("out\n");
        assertThat(log()).isEqualTo(T + "stdout F before\n" + T + "stdout F out\n" + T + "stderr F err\n");
    }

    @Test
    void join_endedGuest_isRefused() throws IOException {
        ContainerIo io = open(false, false, false);
        io.end();

        assertThatThrownBy(() -> new Client(io))
                .isInstanceOf(CriException.class)
                .hasMessage("attach failed: the container has ended; its output is in its log");
    }

    @Test
    void join_manyMegabytes_areCompleteAndInOrder() throws Exception {
        ContainerIo io = open(false, false, false);
        Stdio guest = io.guestStdio();
        Client client = new Client(io);
        StringBuilder expected = new StringBuilder();
        for (int i = 0; i < 100_000; i++) {
            String line = "line " + i + " " + "x".repeat(90) + "\n";
            print(guest.output(), line);
            expected.append(line);
        }
        io.end();
        client.served.get();

        assertThat(client.out.toString(UTF_8)).isEqualTo(expected.toString());
    }

    @Test
    void output_clientThatTakesNothing_isDroppedAndTheGuestGoesOn() throws Exception {
        ContainerIo io = open(options(false, false, false), Duration.ofMillis(1));
        Stdio guest = io.guestStdio();
        CountDownLatch stuck = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        OutputStream stalled = new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                write(new byte[1], 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                stuck.countDown();
                try {
                    never.await();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
            }
        };
        Future<?> served = threads.submit(
                attaching(io, new ClientStreams(Optional.empty(), Optional.of(stalled), Optional.empty())));
        for (int i = 0; i < 64; i++) {
            print(guest.output(), "0123456789abcde\n".repeat(1 << 10));
            stuck.await(); // or it would be dropped before it has taken anything
        }
        io.end();
        boolean dropped = !served.isDone();
        never.countDown();
        served.get();

        assertThat(dropped).isTrue();
        assertThat(Files.size(directory.resolve("0.log")))
                .isEqualTo(65_536L * (16 + T.length() + "stdout F ".length()));
    }

    @Test
    void output_clientThatHasGone_isForgotten() throws Exception {
        ContainerIo io = open(false, false, false);
        Stdio guest = io.guestStdio();
        OutputStream broken = new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        Future<?> served = threads.submit(
                attaching(io, new ClientStreams(Optional.empty(), Optional.of(broken), Optional.empty())));
        while (!served.isDone()) {
            print(guest.output(), "x\n");
        }
        served.get();
        print(guest.output(), "last\n");
        io.end();

        assertThat(log()).endsWith("stdout F last\n");
    }

    @Test
    void attach_interrupted_returns() throws Exception {
        ContainerIo io = open(false, false, false);
        io.guestStdio();
        CountDownLatch joined = new CountDownLatch(1);
        Future<?> served = threads.submit(() -> {
            try (Attachment attachment = io.join(streams(Optional.empty(), new ByteArrayOutputStream()))) {
                joined.countDown();
                attachment.serve();
            }
            return null;
        });
        joined.await();
        served.cancel(true);
        io.end();
    }

    @Test
    void input_ofAClient_isTheGuests() throws Exception {
        ContainerIo io = open(true, true, false);
        Stdio guest = io.guestStdio();
        Future<byte[]> read = threads.submit(() -> guest.input().orElseThrow().readAllBytes());
        byte[] all = new byte[1 << 20];
        new java.util.Random(1).nextBytes(all);
        new Client(io, new ByteArrayInputStream(all));

        assertThat(read.get()).isEqualTo(all);
        io.end();
    }

    @Test
    void input_notOnce_staysOpenForTheNextClient() throws Exception {
        ContainerIo io = open(true, false, false);
        InputStream input = io.guestStdio().input().orElseThrow();
        new Client(io, bytes("one"));
        assertThat(input.readNBytes(3)).asString(UTF_8).isEqualTo("one");
        new Client(io, bytes("two"));
        assertThat(input.readNBytes(3)).asString(UTF_8).isEqualTo("two");
        io.end();

        assertThat(input.read()).isEqualTo(-1);
    }

    @Test
    void input_nobodyReads_doesNotHoldTheClientAfterTheEnd() throws Exception {
        ContainerIo io = open(true, false, false);
        io.guestStdio();
        Client client = new Client(io, new ByteArrayInputStream(new byte[1 << 20]));
        io.end();

        client.served.get();
    }

    @Test
    void terminal_echoesAndGivesLines() throws Exception {
        ContainerIo io = open(true, true, true);
        Stdio guest = io.guestStdio();
        PipedOutputStream keys = new PipedOutputStream();
        Client client = new Client(io, new PipedInputStream(keys));
        CountDownLatch interrupted = new CountDownLatch(1);
        io.onInterruptKey(interrupted::countDown);
        InputStream input = guest.input().orElseThrow();
        keys.write("hi\r".getBytes(UTF_8));
        keys.flush();
        assertThat(input.readNBytes(3)).asString(UTF_8).isEqualTo("hi\n");
        print(guest.output(), "you said hi\n");
        print(guest.error(), "oh\n");
        keys.write(3);
        keys.flush();
        interrupted.await();
        io.end();
        client.served.get();

        assertThat(client.out).hasToString("hi\r\nyou said hi\r\noh\r\n^C\r\n");
        assertThat(log())
                .isEqualTo(
                        T + "stdout F hi\n" + T + "stdout F you said hi\n" + T + "stdout F oh\n" + T + "stdout F ^C\n");
        assertThat(guest.isTerminal(Stdio.Stream.INPUT)).isTrue();
        assertThat(guest.isTerminal(Stdio.Stream.ERROR)).isTrue();
    }

    /** kubectl 1.36: prints the log, then attaches. */
    @Test
    void hold_logThenAttach_showsEverythingOnce() throws Exception {
        ContainerIo io = open(true, true, false);
        Stdio guest = io.guestStdio();
        print(guest.output(), "one\n");
        print(guest.error(), "two\n");
        String first = log();
        Client client = new Client(io, new ByteArrayInputStream(new byte[0]));
        print(guest.output(), "three\n");
        io.end();
        client.served.get();

        assertThat(first).isEmpty();
        assertThat(client.out).hasToString("one\nthree\n");
        assertThat(client.err).hasToString("two\n");
        assertThat(log()).isEqualTo(T + "stdout F one\n" + T + "stderr F two\n" + T + "stdout F three\n");
    }

    /** A guest that is faster than kubectl: it still counts as running until kubectl has come. */
    @Test
    void hold_guestThatHasEnded_waitsForTheClient() throws Exception {
        ContainerIo io = open(true, true, false);
        print(io.guestStdio().output(), "quick\n");
        Future<?> ended = threads.submit(io::end);
        Client client = new Client(io);
        ended.get();
        client.served.get();

        assertThat(client.out).hasToString("quick\n");
        assertThat(log()).isEqualTo(T + "stdout F quick\n");
    }

    /** Nobody comes: the log is complete, and who attaches too late is sent there. */
    @Test
    void hold_graceIsOver_writesTheLog() throws Exception {
        ContainerIo io = open(true, true, false);
        Stdio guest = io.guestStdio();
        print(guest.output(), "one\n");
        Future<?> ended = threads.submit(io::end);
        timers.get(0).run();
        ended.get();

        assertThat(log()).isEqualTo(T + "stdout F one\n");
        assertThatThrownBy(() -> new Client(io)).isInstanceOf(CriException.class);
    }

    @Test
    void hold_muchOutput_makesTheGuestWait() throws Exception {
        ContainerIo io = open(true, true, false);
        Stdio guest = io.guestStdio();
        String line = "0123456789abcde\n";
        Future<?> printed = threads.submit(() -> {
            for (int i = 0; i < 100_000; i++) {
                print(guest.output(), line);
            }
            io.end();
        });
        Client client = new Client(io);
        printed.get();
        client.served.get();

        assertThat(client.out.size()).isEqualTo(1_600_000);
    }

    @Test
    void hold_stoppedContainer_writesTheLog() throws Exception {
        ContainerIo io = open(true, true, false);
        print(io.guestStdio().output(), "one\n");
        io.release();
        io.end();

        assertThat(log()).isEqualTo(T + "stdout F one\n");
    }

    @Test
    void hold_silentGuest_endsAtOnce() throws Exception {
        ContainerIo io = open(true, true, false);
        io.guestStdio();
        io.end();

        assertThat(log()).isEmpty();
    }

    private ContainerIo open(boolean stdin, boolean once, boolean tty) throws IOException {
        return open(options(stdin, once, tty), Duration.ofMinutes(1));
    }

    private ContainerIo open(ContainerIo.Options options, Duration patience) throws IOException {
        InstantSource clock = InstantSource.fixed(Instant.parse("2026-11-22T21:17:06Z"));
        return ContainerIo.open(options, new ContainerIo.Outside(clock, patience, (delay, task) -> timers.add(task)));
    }

    private ContainerIo.Options options(boolean stdin, boolean once, boolean tty) {
        return new ContainerIo.Options(Optional.of(directory.resolve("0.log")), stdin, once, tty, GRACE);
    }

    private String log() throws IOException {
        return Files.readString(directory.resolve("0.log"));
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(UTF_8));
    }

    private static void print(Optional<OutputStream> stream, String text) {
        try {
            stream.orElseThrow().write(text.getBytes(UTF_8));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static ClientStreams streams(Optional<InputStream> in, OutputStream out) {
        return new ClientStreams(in, Optional.of(out), Optional.empty());
    }

    private static Callable<?> attaching(ContainerIo io, ClientStreams streams) throws CriException {
        Attachment attachment = io.join(streams);
        return () -> {
            try (attachment) {
                attachment.serve();
            }
            return true;
        };
    }

    /** A client that takes everything. */
    private final class Client {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private final ByteArrayOutputStream err = new ByteArrayOutputStream();
        private final Future<?> served;

        Client(ContainerIo io) throws CriException {
            this(io, Optional.empty());
        }

        Client(ContainerIo io, InputStream in) throws CriException {
            this(io, Optional.of(in));
        }

        private Client(ContainerIo io, Optional<InputStream> in) throws CriException {
            this.served = threads.submit(attaching(io, new ClientStreams(in, Optional.of(out), Optional.of(err))));
        }
    }
}
