package dev.sedge.agent.transport.streaming;

import dev.sedge.agent.cri.CriException;
import dev.sedge.agent.io.ClientStreams;
import dev.sedge.agent.io.StreamingSessions;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;

/**
 * One exec or attach: waits until the client has opened its streams, runs the session on a thread of its own, and tells
 * the client how it ended.
 */
final class RemoteCommand implements StreamUser {
    private static final System.Logger LOGGER = System.getLogger(RemoteCommand.class.getName());

    private final StreamRequest.Command request;
    private final CommandProtocol protocol;
    private final StreamingSessions sessions;
    private final ExecutorService threads;
    private final Map<Kind, SpdyStream> streams = new EnumMap<>(Kind.class);
    private final Set<Kind> expected;
    private Optional<SpdyConnection> connection = Optional.empty();
    private Optional<ClientInput> stdin = Optional.empty();
    private Optional<Future<?>> session = Optional.empty();

    private enum Kind {
        ERROR("error"),
        STDIN("stdin"),
        STDOUT("stdout"),
        STDERR("stderr"),
        RESIZE("resize");

        private final String header;

        Kind(String header) {
            this.header = header;
        }

        static Optional<Kind> of(String header) {
            return EnumSet.allOf(Kind.class).stream()
                    .filter(kind -> kind.header.equals(header))
                    .findFirst();
        }
    }

    RemoteCommand(
            StreamRequest.Command request,
            CommandProtocol protocol,
            StreamingSessions sessions,
            ExecutorService threads) {
        this.request = request;
        this.protocol = protocol;
        this.sessions = sessions;
        this.threads = threads;
        this.expected = expected(request, protocol);
    }

    private static Set<Kind> expected(StreamRequest.Command request, CommandProtocol protocol) {
        Set<Kind> expected = EnumSet.of(Kind.ERROR);
        if (request.stdin()) {
            expected.add(Kind.STDIN);
        }
        if (request.stdout()) {
            expected.add(Kind.STDOUT);
        }
        if (request.stderr()) {
            expected.add(Kind.STDERR);
        }
        if (request.tty() && protocol.hasResize()) {
            expected.add(Kind.RESIZE);
        }
        return expected;
    }

    @Override
    public void connected(SpdyConnection made) {
        connection = Optional.of(made);
    }

    @Override
    public boolean opened(SpdyStream stream) {
        Optional<Kind> kind = Kind.of(stream.header("streamtype"));
        if (kind.isEmpty() || streams.containsKey(kind.get())) {
            return false;
        }
        streams.put(kind.get(), stream);
        if (kind.get() == Kind.STDIN && request.stdin()) {
            stdin = Optional.of(input(stream, connection.orElseThrow()));
        }
        if (session.isEmpty() && streams.keySet().containsAll(expected)) {
            start();
        }
        return true;
    }

    private static ClientInput input(SpdyStream stream, SpdyConnection from) {
        ClientInput input = new ClientInput(from::pause, from::resume);
        stream.receiver(new SpdyStream.Receiver() {
            @Override
            public void data(ByteBuf content) {
                byte[] bytes = new byte[content.readableBytes()];
                content.readBytes(bytes);
                input.receive(bytes);
            }

            @Override
            public void end() {
                input.end();
            }
        });
        return input;
    }

    private void start() {
        SpdyConnection client = connection.orElseThrow();
        ClientStreams given = new ClientStreams(
                stdin.map(InputStream.class::cast),
                output(Kind.STDOUT, request.stdout()),
                output(Kind.STDERR, request.stderr()));
        try {
            // The reply to the last stream is sent before the session can write: both pass the event loop.
            session = Optional.of(threads.submit(() -> run(given, client)));
        } catch (RejectedExecutionException e) {
            finish(Outcome.failed("too many streams are open on this node; try again later"), client);
        }
    }

    private Optional<OutputStream> output(Kind kind, boolean wanted) {
        return wanted ? Optional.ofNullable(streams.get(kind)).map(SpdyStream::output) : Optional.empty();
    }

    private void run(ClientStreams given, SpdyConnection client) {
        Outcome outcome;
        try {
            outcome = Outcome.of(execute(given));
        } catch (CriException e) {
            outcome = Outcome.failed(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            client.close(); // either it has gone, or we are shutting down
            return;
        } catch (RuntimeException e) {
            LOGGER.log(Level.ERROR, "stream of container " + request.containerId() + " failed", e);
            outcome = Outcome.failed("an error of the runtime; its log says more");
        }
        finish(outcome, client);
    }

    private int execute(ClientStreams given) throws CriException, InterruptedException {
        if (request instanceof StreamRequest.Exec exec) {
            return sessions.exec(exec.containerId(), exec.command(), exec.tty(), given);
        }
        sessions.attach(request.containerId(), given);
        return 0; // whatever the guest's status is: with another, kubectl would print the whole log after this
    }

    private void finish(Outcome outcome, SpdyConnection client) {
        stdin.ifPresent(ClientInput::close);
        finish(Kind.STDOUT);
        finish(Kind.STDERR);
        SpdyStream error = streams.get(Kind.ERROR);
        if (error != null) {
            String text = protocol.hasStatusObject() ? outcome.object : outcome.text;
            if (!text.isEmpty()) {
                error.send(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8));
            }
        }
        finish(Kind.ERROR);
        client.finish();
    }

    private void finish(Kind kind) {
        SpdyStream stream = streams.get(kind);
        if (stream != null) {
            stream.finish();
        }
    }

    @Override
    public void openingTimeIsOver() {
        if (session.isEmpty()) {
            connection.ifPresent(SpdyConnection::close);
        }
    }

    @Override
    public void writable(boolean writable) {
        // the session's own thread waits
    }

    @Override
    public void disconnected() {
        stdin.ifPresent(ClientInput::end);
        session.ifPresent(running -> running.cancel(true));
    }

    /** How it ended, as an object and as a text. */
    private record Outcome(String object, String text) {
        static Outcome of(int exitCode) {
            return exitCode == 0
                    ? new Outcome(StatusObject.success(), "")
                    : new Outcome(StatusObject.exitCode(exitCode), StatusObject.exitMessage(exitCode));
        }

        static Outcome failed(String message) {
            return new Outcome(StatusObject.failure(message), message);
        }
    }
}
