package dev.sedge.agent.transport.streaming;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.spdy.DefaultSpdyDataFrame;
import io.netty.handler.codec.spdy.DefaultSpdyPingFrame;
import io.netty.handler.codec.spdy.DefaultSpdySynStreamFrame;
import io.netty.handler.codec.spdy.SpdyDataFrame;
import io.netty.handler.codec.spdy.SpdyFrame;
import io.netty.handler.codec.spdy.SpdyFrameCodec;
import io.netty.handler.codec.spdy.SpdyGoAwayFrame;
import io.netty.handler.codec.spdy.SpdyPingFrame;
import io.netty.handler.codec.spdy.SpdyRstStreamFrame;
import io.netty.handler.codec.spdy.SpdySynReplyFrame;
import io.netty.handler.codec.spdy.SpdySynStreamFrame;
import io.netty.handler.codec.spdy.SpdyVersion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * A client that behaves as kubectl does: it opens its streams one after the other and waits for each reply, never opens
 * SPDY's window, and takes a reply without any header for an error. One thread at a time.
 */
final class SpdyClient implements AutoCloseable {
    private final Socket socket;
    private final EmbeddedChannel codec = new EmbeddedChannel(new SpdyFrameCodec(SpdyVersion.SPDY_3_1));
    private final Map<Integer, ByteArrayOutputStream> received = new HashMap<>();
    private final Map<Integer, Integer> ended = new HashMap<>();
    private final Set<Integer> replied = new HashSet<>();
    private final Set<Integer> reset = new HashSet<>();
    private final List<String> events = new ArrayList<>();
    private final String head;
    private int nextId = 1;
    private boolean closed;

    private SpdyClient(Socket socket, String head) {
        this.socket = socket;
        this.head = head;
    }

    /** Asks for an upgrade with these protocols. */
    static SpdyClient connect(String url, String... protocols) throws IOException {
        StringBuilder headers = new StringBuilder("Connection: Upgrade\r\nUpgrade: SPDY/3.1\r\n");
        for (String protocol : protocols) {
            headers.append("X-Stream-Protocol-Version: ").append(protocol).append("\r\n");
        }
        return connect("POST", url, headers.toString());
    }

    /** Sends a request with these headers. */
    static SpdyClient connect(String method, String url, String headers) throws IOException {
        URI uri = URI.create(url);
        Socket socket = new Socket(uri.getHost(), uri.getPort());
        String request =
                method + " " + uri.getPath() + " HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n" + headers + "\r\n";
        socket.getOutputStream().write(request.getBytes(ISO_8859_1));
        return new SpdyClient(socket, readHead(socket.getInputStream()));
    }

    private static String readHead(InputStream from) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = from.read();
            if (next < 0) {
                return head.toString();
            }
            head.append((char) next);
        }
        return head.toString();
    }

    /** The status line and headers of the answer to the request. */
    String head() {
        return head;
    }

    /** The status of the answer. */
    int status() {
        return Integer.parseInt(head.split(" ", 3)[1]);
    }

    /** Opens a stream and waits for the reply. */
    int open(String... headers) throws IOException {
        int id = nextId;
        nextId += 2;
        SpdySynStreamFrame frame = new DefaultSpdySynStreamFrame(id, 0, (byte) 0);
        for (int i = 0; i < headers.length; i += 2) {
            frame.headers().add(headers[i], headers[i + 1]);
        }
        write(frame);
        pumpUntil(() -> replied.contains(id) || reset.contains(id));
        return id;
    }

    void skipId() {
        nextId++;
    }

    void send(int stream, byte[] bytes) throws IOException {
        write(new DefaultSpdyDataFrame(stream, Unpooled.wrappedBuffer(bytes)));
    }

    void finish(int stream) throws IOException {
        SpdyDataFrame last = new DefaultSpdyDataFrame(stream, Unpooled.EMPTY_BUFFER);
        last.setLast(true);
        write(last);
    }

    void ping(int id) throws IOException {
        write(new DefaultSpdyPingFrame(id));
        pumpUntil(() -> events.contains("ping " + id));
    }

    void sendRaw(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    boolean isReset(int stream) {
        return reset.contains(stream);
    }

    /** Reads until the server has ended this stream, and gives all of it. */
    String readAll(int stream) throws IOException {
        pumpUntil(() -> ended.containsKey(stream));
        return received(stream).toString(UTF_8);
    }

    /** Reads until the stream has given this much. */
    String read(int stream, int size) throws IOException {
        pumpUntil(() -> received(stream).size() >= size);
        return received(stream).toString(UTF_8);
    }

    /** Reads until the server has closed the connection, and gives what happened in order. */
    List<String> readToTheEnd() throws IOException {
        pumpUntil(() -> false);
        return events;
    }

    private ByteArrayOutputStream received(int stream) {
        return received.computeIfAbsent(stream, id -> new ByteArrayOutputStream());
    }

    private void write(SpdyFrame frame) throws IOException {
        codec.writeOutbound(frame);
        OutputStream to = socket.getOutputStream();
        for (ByteBuf out = codec.readOutbound(); out != null; out = codec.readOutbound()) {
            out.readBytes(to, out.readableBytes());
            out.release();
        }
    }

    private void pumpUntil(BooleanSupplier done) throws IOException {
        byte[] buffer = new byte[16 << 10];
        while (!done.getAsBoolean() && !closed) {
            int size = socket.getInputStream().read(buffer);
            if (size < 0) {
                closed = true;
                return;
            }
            codec.writeInbound(Unpooled.copiedBuffer(buffer, 0, size));
            for (Object frame = codec.readInbound(); frame != null; frame = codec.readInbound()) {
                take(frame);
            }
        }
    }

    private void take(Object frame) throws IOException {
        if (frame instanceof SpdyDataFrame data) {
            ByteBuf content = data.content();
            content.readBytes(received(data.streamId()), content.readableBytes());
            data.release();
            if (data.isLast()) {
                ended.merge(data.streamId(), 1, Integer::sum);
                events.add("end " + data.streamId());
            }
        } else if (frame instanceof SpdySynReplyFrame reply) {
            if (reply.headers().isEmpty()) {
                throw new IOException("a reply without headers cannot be read");
            }
            replied.add(reply.streamId());
        } else if (frame instanceof SpdyRstStreamFrame broken) {
            reset.add(broken.streamId());
            events.add("reset " + broken.streamId());
        } else if (frame instanceof SpdyGoAwayFrame) {
            events.add("goaway");
        } else if (frame instanceof SpdyPingFrame ping) {
            events.add("ping " + ping.id());
        } else {
            events.add(String.valueOf(frame));
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
        codec.finishAndReleaseAll();
    }
}
