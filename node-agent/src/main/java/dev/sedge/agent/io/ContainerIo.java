package dev.sedge.agent.io;

import dev.sedge.agent.cri.CriException;
import dev.sedge.wasi.Stdio;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The streams of a container, or of a program that is executed in one: its output goes to the log and to the clients that
 * are attached, and what these type is its input. Thread-safe; owns no thread.
 *
 * <p>The guest writes on its own thread. It is held by a client that takes no output for ten seconds, which is then
 * dropped, and by nobody else: a disk that is full costs the log, not the guest.
 *
 * <p>With {@code stdin} and {@code stdinOnce} the first output waits for the first client or for the grace of the
 * options (see {@link OutputHold}).
 */
public final class ContainerIo implements AutoCloseable {
    /**
     * How long the first client is waited for by default. kubectl needs one or two seconds on a quiet machine; where it
     * is too late, newer ones show the log twice.
     */
    public static final Duration DEFAULT_GRACE = Duration.ofSeconds(20);

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Options options;
    private final Optional<CriLogWriter> log;
    private final Optional<GuestInput> input;
    private final Optional<LineDiscipline> terminal;
    private final OutputHold hold;
    private final Outside outside;
    private final List<AttachedClient> clients = new CopyOnWriteArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private boolean ended;
    private volatile Runnable interruptKey = () -> {}; // set by who starts the guest, run by who reads the keys

    /**
     * What the streams are to be.
     *
     * @param logFile the log, in a directory that exists; empty for none
     * @param stdin whether the guest has an input; without it the guest reads the end at once
     * @param stdinOnce whether the input ends for good when the first client that gave some ends it or goes
     * @param tty whether a terminal is imitated: one output, lines edited and echoed
     * @param attachGrace how long the first output waits for a client if there is an input for one client only
     */
    public record Options(Optional<Path> logFile, boolean stdin, boolean stdinOnce, boolean tty, Duration attachGrace) {
        /** The streams of a program that is executed for one client: no log. */
        public static Options forExec(boolean stdin, boolean tty) {
            return new Options(Optional.empty(), stdin, stdin, tty, Duration.ZERO);
        }
    }

    /**
     * What the streams need of the world.
     *
     * @param clock the time of the log's records
     * @param patience how long a client may take nothing
     * @param timer runs something later
     */
    record Outside(InstantSource clock, Duration patience, Timer timer) {
        /** Runs something after some time, on another thread. */
        @FunctionalInterface
        interface Timer {
            void after(Duration delay, Runnable task);
        }
    }

    private ContainerIo(Options options, Optional<CriLogWriter> log, Outside outside) {
        this.options = options;
        this.log = log;
        this.outside = outside;
        this.input = options.stdin ? Optional.of(new GuestInput()) : Optional.empty();
        this.terminal = options.tty && options.stdin
                ? Optional.of(new LineDiscipline(new TerminalProgram()))
                : Optional.empty();
        this.hold = new OutputHold(this::deliver, options.stdin && options.stdinOnce && !options.attachGrace.isZero());
    }

    /**
     * Opens the log; nothing else happens until {@link #guestStdio}.
     *
     * @throws IOException if the log cannot be opened
     */
    public static ContainerIo open(Options options) throws IOException {
        return open(options, new Outside(InstantSource.system(), PATIENCE, ContainerIo::later));
    }

    static ContainerIo open(Options options, Outside outside) throws IOException {
        Optional<CriLogWriter> log = options.logFile.isPresent()
                ? Optional.of(CriLogWriter.open(options.logFile.get(), outside.clock))
                : Optional.empty();
        return new ContainerIo(options, log, outside);
    }

    private static void later(Duration delay, Runnable task) {
        CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS)
                .execute(task);
    }

    /** The streams for the guest, which is about to start: the time in which the first client is waited for begins. */
    public Stdio guestStdio() {
        if (!hold.isReleased()) {
            outside.timer.after(options.attachGrace, hold::release);
        }
        Stdio stdio = Stdio.none()
                .withOutput(new GuestOutput(GuestStream.STDOUT))
                .withError(new GuestOutput(options.tty ? GuestStream.STDOUT : GuestStream.STDERR));
        if (options.tty) {
            stdio = stdio.withTerminals(EnumSet.allOf(Stdio.Stream.class));
        }
        return input.isPresent() ? stdio.withInput(input.get()) : stdio;
    }

    /** Says what ^C on the terminal does. Default: nothing. Called on a client's thread, so it must not wait. */
    public void onInterruptKey(Runnable action) {
        interruptKey = action;
    }

    /**
     * Connects a client: from now on it gets the guest's output, and nothing that was written before, except what waited
     * for the first client. The client's own thread then calls {@link Attachment#serve}.
     *
     * @throws CriException if the guest has ended, with FAILED_PRECONDITION: kubectl shows the log instead
     */
    public Attachment join(ClientStreams streams) throws CriException {
        AttachedClient client = new AttachedClient(streams, outside.patience);
        lock.lock();
        try {
            if (ended) {
                throw new CriException(
                        CriException.Kind.FAILED_PRECONDITION,
                        "attach failed: the container has ended; its output is in its log");
            }
            clients.add(client);
        } finally {
            lock.unlock();
        }
        hold.release();
        return new Attachment(this, client, streams.stdin());
    }

    /**
     * {@link #join} and {@link Attachment#serve} in one: returns when the guest has ended and the client has everything,
     * or the client has gone.
     *
     * @throws InterruptedException if the thread was interrupted; the client is disconnected
     */
    public void attach(ClientStreams streams) throws CriException, InterruptedException {
        try (Attachment attachment = join(streams)) {
            attachment.serve();
        }
    }

    /** Waits for no client any more: output goes to the log now. For a container that is being stopped. */
    public void release() {
        hold.release();
    }

    /**
     * Goes on in a new log file of the same name.
     *
     * @throws IOException if it cannot be opened; the old one stays in use
     */
    public void reopenLog() throws IOException {
        if (log.isPresent()) {
            log.get().reopen();
        }
    }

    /**
     * Tells that the guest has ended. Output that still waits for its first client keeps this call waiting, at most for
     * the grace, so call it before the end is told to anybody; then the log is complete and closed, and the clients get
     * the rest and leave.
     */
    public void end() {
        hold.awaitEmpty();
        finish();
    }

    /** As {@link #end}, without waiting for a client. */
    @Override
    public void close() {
        hold.release();
        finish();
    }

    private void finish() {
        lock.lock();
        try {
            ended = true;
        } finally {
            lock.unlock();
        }
        hold.release();
        log.ifPresent(CriLogWriter::close);
        input.ifPresent(GuestInput::end);
        clients.forEach(AttachedClient::finish);
    }

    void disconnect(AttachedClient client) {
        client.leave();
        clients.remove(client);
    }

    /** Takes what a client typed. False if nobody will read it. */
    boolean type(byte[] bytes, int length) throws InterruptedException {
        if (terminal.isPresent()) {
            terminal.get().type(bytes, 0, length);
            return true;
        }
        return input.isPresent() && input.get().put(bytes, 0, length);
    }

    /** A client that gave input gives no more. */
    void typedAll() {
        if (options.stdinOnce) {
            input.ifPresent(GuestInput::end);
        }
    }

    private void deliver(GuestStream stream, byte[] bytes, int offset, int length) {
        log.ifPresent(writer -> writer.write(stream, bytes, offset, length));
        if (clients.isEmpty()) {
            return;
        }
        byte[] copy = options.tty ? LineEnds.toTerminal(bytes, offset, length) : copy(bytes, offset, length);
        for (AttachedClient client : clients) {
            client.offer(stream, copy);
        }
    }

    private static byte[] copy(byte[] bytes, int offset, int length) {
        byte[] copy = new byte[length];
        System.arraycopy(bytes, offset, copy, 0, length);
        return copy;
    }

    /** What the guest writes to. */
    private final class GuestOutput extends OutputStream {
        private final GuestStream stream;

        GuestOutput(GuestStream stream) {
            this.stream = stream;
        }

        @Override
        public void write(int value) {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            if (length > 0) {
                hold.write(stream, bytes, offset, length);
            }
        }
    }

    /** The guest and the screen, as the terminal sees them. */
    private final class TerminalProgram implements LineDiscipline.Program {
        @Override
        public boolean line(byte[] bytes, int length) {
            return input.orElseThrow().offer(bytes, length);
        }

        @Override
        public void echo(byte[] bytes, int length) {
            hold.write(GuestStream.STDOUT, bytes, 0, length);
        }

        @Override
        public void end() {
            input.orElseThrow().end();
        }

        @Override
        public void interrupt() {
            interruptKey.run();
        }
    }
}
