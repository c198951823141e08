package dev.sedge.agent.transport.grpc;

import dev.sedge.agent.cri.v1.VersionResponse;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Asks a runtime for its version: one unary call over HTTP/2, written out by hand, because a client of gRPC is a lot to load
 * for one question.
 */
public final class VersionProbe {
    private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int SETTINGS = 4;
    private static final int GOAWAY = 7;
    private static final int END_STREAM = 1;
    private static final int END_HEADERS = 4;
    private static final int STREAM = 1;
    private static final int LONGEST_FRAME = 1 << 14;
    private static final int GRPC_PREFIX = 5;

    private VersionProbe() {}

    /**
     * What the runtime behind this socket says of itself.
     *
     * @throws IOException if nobody answers there, or not as a runtime of the CRI's version 1
     */
    public static VersionResponse ask(Path socket) throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            ByteBuffer request = ByteBuffer.wrap(request());
            while (request.hasRemaining()) {
                channel.write(request);
            }
            return VersionResponse.parseFrom(answer(new DataInputStream(Channels.newInputStream(channel))));
        }
    }

    private static byte[] request() {
        var out = new ByteArrayOutputStream();
        out.writeBytes(ascii(PREFACE));
        frame(out, SETTINGS, 0, 0, new byte[0]);
        frame(out, HEADERS, END_HEADERS, STREAM, headers());
        frame(out, DATA, END_STREAM, STREAM, new byte[GRPC_PREFIX]); // An empty message, not compressed.
        return out.toByteArray();
    }

    // Literal fields without Huffman's code; the numbers are those of HPACK's static table.
    private static byte[] headers() {
        var out = new ByteArrayOutputStream();
        out.write(0x83); // :method POST
        out.write(0x86); // :scheme http
        literal(out, "/runtime.v1.RuntimeService/Version", 0x04); // :path
        literal(out, "localhost", 0x01); // :authority
        literal(out, "application/grpc", 0x0f, 0x10); // content-type
        out.write(0);
        string(out, "te");
        string(out, "trailers");
        return out.toByteArray();
    }

    private static void literal(ByteArrayOutputStream out, String value, int... name) {
        for (int part : name) {
            out.write(part);
        }
        string(out, value);
    }

    private static void string(ByteArrayOutputStream out, String text) {
        out.write(text.length());
        out.writeBytes(ascii(text));
    }

    private static void frame(ByteArrayOutputStream out, int type, int flags, int stream, byte[] payload) {
        out.writeBytes(ByteBuffer.allocate(9)
                .putInt((payload.length << 8) | type)
                .put((byte) flags)
                .putInt(stream)
                .array());
        out.writeBytes(payload);
    }

    private static byte[] answer(DataInputStream in) throws IOException {
        var message = new ByteArrayOutputStream();
        try {
            while (true) {
                int head = in.readInt();
                int flags = in.readUnsignedByte();
                int stream = in.readInt() & Integer.MAX_VALUE;
                int type = head & 0xff;
                if (head >>> 8 > LONGEST_FRAME || type == GOAWAY) {
                    throw new IOException("it does not speak gRPC");
                }
                byte[] payload = new byte[head >>> 8];
                in.readFully(payload);
                if (stream == STREAM && type == DATA) {
                    message.writeBytes(payload);
                }
                if (stream == STREAM && (type == DATA || type == HEADERS) && (flags & END_STREAM) != 0) {
                    return withoutPrefix(message.toByteArray());
                }
            }
        } catch (EOFException e) {
            throw new IOException("it closed the connection without an answer", e);
        }
    }

    private static byte[] withoutPrefix(byte[] message) throws IOException {
        if (message.length < GRPC_PREFIX || message[0] != 0) {
            throw new IOException("it refused the call");
        }
        return Arrays.copyOfRange(message, GRPC_PREFIX, message.length);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
