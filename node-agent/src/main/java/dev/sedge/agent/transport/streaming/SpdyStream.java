package dev.sedge.agent.transport.streaming;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.spdy.DefaultSpdyDataFrame;
import io.netty.handler.codec.spdy.SpdyDataFrame;
import io.netty.handler.codec.spdy.SpdyHeaders;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;

/** One stream of a connection, which the client has opened. Receiving is the event loop's, sending is for any thread. */
final class SpdyStream {
    private static final int LARGEST_FRAME = 32 << 10;

    private final SpdyConnection connection;
    private final int id;
    private final SpdyHeaders headers;
    private final AtomicBoolean finished = new AtomicBoolean();
    private Receiver receiver = Receiver.NOBODY;
    private boolean ended;

    /** Who takes what the client sends. */
    interface Receiver {
        /** Discards everything. */
        Receiver NOBODY = new Receiver() {
            @Override
            public void data(ByteBuf content) {}

            @Override
            public void end() {}
        };

        /** Some bytes; they are gone after the call unless they are retained. */
        void data(ByteBuf content);

        /** The client sends no more, or has gone. Called once. */
        void end();
    }

    SpdyStream(SpdyConnection connection, int id, SpdyHeaders headers) {
        this.connection = connection;
        this.id = id;
        this.headers = headers;
    }

    int id() {
        return id;
    }

    /** A header with which it was opened; empty if there is none. */
    String header(String name) {
        return Objects.requireNonNullElse(headers.getAsString(name), "");
    }

    void receiver(Receiver next) {
        receiver = next;
    }

    void receive(ByteBuf content) {
        if (!ended && content.isReadable()) {
            receiver.data(content);
        }
    }

    void end() {
        if (!ended) {
            ended = true;
            receiver.end();
        }
    }

    /** Whether nothing comes and nothing goes any more. */
    boolean isOver() {
        return ended && finished.get();
    }

    /** Sends bytes at once, however much waits. The bytes are the connection's from now on. */
    void send(ByteBuf bytes) {
        if (finished.get()) {
            bytes.release();
            return;
        }
        connection.send(new DefaultSpdyDataFrame(id, bytes));
    }

    /** Sends nothing more. */
    void finish() {
        if (finished.compareAndSet(false, true)) {
            SpdyDataFrame last = new DefaultSpdyDataFrame(id, Unpooled.EMPTY_BUFFER);
            last.setLast(true);
            connection.send(last);
            connection.forgetIfOver(this);
        }
    }

    /** A view for threads that may wait: each write waits while the client takes nothing, and fails when it has gone. */
    OutputStream output() {
        return new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                write(new byte[] {(byte) value}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                Objects.checkFromIndexSize(offset, length, bytes.length);
                for (int done = 0; done < length; done += LARGEST_FRAME) {
                    int size = Math.min(LARGEST_FRAME, length - done);
                    connection.awaitWritable();
                    send(Unpooled.copiedBuffer(bytes, offset + done, size));
                }
            }
        };
    }
}
