package dev.sedge.agent.transport.streaming;

import dev.sedge.agent.cri.CriException;
import dev.sedge.agent.io.StreamingSessions;
import io.netty.buffer.Unpooled;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;

/**
 * The connections that one client forwards, one after the other or many at once. Each has two streams, one for the data
 * and one for a message if it fails; what fails in one does not touch the others. Belongs to the event loop.
 */
final class PortForwarding implements StreamUser {
    private static final int LARGEST_PORT = 65_535;

    private final String sandboxId;
    private final StreamingSessions sessions;
    private final ExecutorService threads;
    private final Map<String, SpdyStream> waiting = new HashMap<>();
    private final Set<ForwardedConnection> running = new HashSet<>();
    private Optional<SpdyConnection> connection = Optional.empty();
    private boolean writable = true;

    PortForwarding(String sandboxId, StreamingSessions sessions, ExecutorService threads) {
        this.sandboxId = sandboxId;
        this.sessions = sessions;
        this.threads = threads;
    }

    @Override
    public void connected(SpdyConnection made) {
        connection = Optional.of(made);
    }

    @Override
    public boolean opened(SpdyStream stream) {
        String type = stream.header("streamtype");
        boolean isData = type.equals("data");
        Optional<Integer> port = port(stream.header("port"));
        if (port.isEmpty() || (!isData && !type.equals("error"))) {
            return false;
        }
        String request = request(stream, isData);
        SpdyStream other = waiting.remove((isData ? "error " : "data ") + request);
        if (other == null) {
            return waiting.putIfAbsent(type + " " + request, stream) == null;
        }
        forward(isData ? stream : other, isData ? other : stream, port.get());
        return true;
    }

    // Old clients name no request: they open the data stream next after the error stream.
    private static String request(SpdyStream stream, boolean isData) {
        String named = stream.header("requestid");
        return named.isEmpty() ? "stream " + (isData ? stream.id() - 2 : stream.id()) : named;
    }

    private static Optional<Integer> port(String header) {
        if (!header.matches("[0-9]{1,5}")) {
            return Optional.empty();
        }
        int port = Integer.parseInt(header);
        return port > 0 && port <= LARGEST_PORT ? Optional.of(port) : Optional.empty();
    }

    private void forward(SpdyStream data, SpdyStream error, int port) {
        SpdyConnection client = connection.orElseThrow();
        ForwardedConnection forwarded =
                new ForwardedConnection(client, data, message -> end(data, error, port, message));
        running.add(forwarded);
        data.receiver(forwarded);
        try {
            threads.execute(() -> {
                try {
                    InetSocketAddress target = sessions.portForwardTarget(sandboxId, port);
                    client.channel().eventLoop().execute(() -> forwarded.connect(target, writable));
                } catch (CriException e) {
                    fail(client, forwarded, String.valueOf(e.getMessage()));
                } catch (RuntimeException e) {
                    fail(client, forwarded, "an error of the runtime: " + e);
                }
            });
        } catch (RejectedExecutionException e) {
            fail(client, forwarded, "too many streams are open on this node; try again later");
        }
    }

    private static void fail(SpdyConnection client, ForwardedConnection forwarded, String message) {
        client.channel().eventLoop().execute(() -> forwarded.fail(message));
    }

    private void end(SpdyStream data, SpdyStream error, int port, Optional<String> failure) {
        running.removeIf(forwarded -> forwarded.isOf(data));
        failure.ifPresent(message -> error.send(Unpooled.copiedBuffer(
                "error forwarding port " + port + " to pod " + sandboxId + ": " + message, StandardCharsets.UTF_8)));
        data.finish();
        error.finish();
    }

    /** Streams whose partner never came are of no use; a client that has none at all has forgotten us. */
    @Override
    public void openingTimeIsOver() {
        waiting.clear();
    }

    @Override
    public void writable(boolean now) {
        writable = now;
        running.forEach(forwarded -> forwarded.writable(now));
    }

    @Override
    public void disconnected() {
        Set.copyOf(running).forEach(ForwardedConnection::close);
        running.clear();
        waiting.clear();
    }
}
