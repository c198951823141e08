package dev.sedge.wasi.internal.preview1;

import dev.sedge.wasi.fs.Errno;
import dev.sedge.wasi.fs.ErrnoException;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/**
 * An accepted connection. A little is read ahead when a guest polls or peeks, so that "ready to read" is always true and
 * the end of the stream is seen in time.
 */
final class ConnectionDescriptor extends SocketDescriptor {
    private static final int READ_AHEAD = 4 << 10;
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final SocketChannel channel;
    private ByteBuffer ahead = NOTHING;
    private boolean watched;
    private boolean ended;
    private boolean failed;

    /**
     * A connection.
     *
     * @param channel in non-blocking mode; it is closed with the descriptor
     */
    ConnectionDescriptor(SocketWaits waits, SocketChannel channel, boolean nonBlocking) {
        super(waits, nonBlocking);
        this.channel = channel;
    }

    /** Makes a new connection one that never blocks the host; it is closed if that fails. */
    static SocketChannel prepare(SocketChannel accepted) throws IOException {
        try {
            accepted.configureBlocking(false);
            // A guest of preview 1 cannot set it, and one that writes in small pieces would wait for acknowledgements.
            if (accepted.supportedOptions().contains(StandardSocketOptions.TCP_NODELAY)) {
                accepted.setOption(StandardSocketOptions.TCP_NODELAY, true);
            }
        } catch (IOException e) {
            if (accepted.isBlocking()) {
                SocketWaits.closeQuietly(accepted);
                throw e;
            }
        }
        return accepted;
    }

    @Override
    int read(IoVectors target) throws ErrnoException {
        return receive(target, false, false);
    }

    /**
     * Reads: AGAIN, or CONNRESET.
     *
     * @param peek whether the bytes stay; then at most 4 KiB are seen
     * @param all whether to wait until the buffers are full
     */
    int receive(IoVectors target, boolean peek, boolean all) throws ErrnoException {
        int total = target.total();
        int done = 0;
        while (done < total) {
            int size = peek ? peek(target) : take(target, total - done);
            done += Math.max(0, size);
            if (size < 0 || (size > 0 && (peek || !all))) {
                break;
            }
            if (size > 0) {
                continue;
            }
            if (failed && done == 0) {
                throw new ErrnoException(Errno.CONNRESET);
            }
            if (failed || (isNonBlocking() && done > 0)) {
                break;
            }
            if (isNonBlocking()) {
                throw new ErrnoException(Errno.AGAIN);
            }
            waits().awaitOne(this, READ);
        }
        return done;
    }

    @Override
    int write(IoVectors source) throws ErrnoException {
        int total = source.total();
        int done = 0;
        while (done < total) {
            ByteBuffer bytes = source.nextSource(total - done);
            int offered = bytes.remaining();
            int size = send(bytes, done);
            if (size < 0) {
                break;
            }
            source.retreat(offered - size);
            done += size;
            if (size > 0) {
                waits().poll();
            } else if (!isNonBlocking()) {
                waits().awaitOne(this, WRITE);
            } else if (done > 0) {
                break;
            } else {
                throw new ErrnoException(Errno.AGAIN);
            }
        }
        return done;
    }

    /** Sends what fits; -1 if the connection broke after a part had been sent, which is to be told first. */
    private int send(ByteBuffer bytes, int before) throws ErrnoException {
        try {
            return channel.write(bytes);
        } catch (IOException e) {
            if (before > 0) {
                return -1;
            }
            throw new ErrnoException(Errno.PIPE);
        }
    }

    /** Closes one or both directions; NOTCONN if the host cannot. */
    void shutdown(boolean input, boolean output) throws ErrnoException {
        try {
            if (input) {
                channel.shutdownInput();
            }
            if (output) {
                channel.shutdownOutput();
            }
        } catch (IOException e) {
            throw new ErrnoException(Errno.NOTCONN);
        }
    }

    /** Copies what was read ahead, or comes now, and keeps it; -1 at the end. */
    private int peek(IoVectors target) throws ErrnoException {
        fill();
        if (ahead.hasRemaining()) {
            int size = Math.min(ahead.remaining(), target.total());
            target.scatter(ahead.array(), ahead.position(), size);
            return size;
        }
        return ended ? -1 : 0;
    }

    /** Reads what is there; -1 at the end, 0 if there is nothing yet or the connection is broken. */
    private int take(IoVectors target, int most) throws ErrnoException {
        if (ahead.hasRemaining()) {
            int size = Math.min(ahead.remaining(), most);
            target.scatter(ahead.array(), ahead.position(), size);
            ahead.position(ahead.position() + size);
            return size;
        }
        if (ended || failed) {
            return ended ? -1 : 0;
        }
        ByteBuffer room = target.nextTarget(most);
        int offered = room.remaining();
        int size = read(room);
        target.filled(Math.max(0, size), offered);
        return size;
    }

    /** Reads ahead, if nothing is known. */
    private void fill() {
        if (known() != 0) {
            return;
        }
        if (ahead.capacity() == 0) {
            ahead = ByteBuffer.allocate(READ_AHEAD);
        }
        ahead.clear();
        read(ahead);
        ahead.flip();
    }

    private int read(ByteBuffer room) {
        try {
            int size = channel.read(room);
            ended = size < 0;
            return size;
        } catch (IOException e) {
            failed = true;
            return 0;
        }
    }

    @Override
    long rightsBase() {
        return Layouts.RIGHTS_CONNECTION;
    }

    @Override
    long rightsInheriting() {
        return 0;
    }

    @Override
    int cost() {
        return 1;
    }

    @Override
    void watch(Selector selector, int directions) throws ErrnoException {
        watched = true;
        int operations = ((directions & READ) == 0 ? 0 : SelectionKey.OP_READ)
                | ((directions & WRITE) == 0 ? 0 : SelectionKey.OP_WRITE);
        try {
            channel.register(selector, operations, this);
        } catch (ClosedChannelException e) {
            throw new ErrnoException(Errno.BADF);
        }
    }

    @Override
    void unwatch(Selector selector) {
        SocketWaits.unwatch(selector, channel);
    }

    @Override
    int selected(int operations) {
        if ((operations & SelectionKey.OP_READ) != 0) {
            fill();
        }
        return known() | ((operations & SelectionKey.OP_WRITE) == 0 ? 0 : WRITE);
    }

    @Override
    int known() {
        return ahead.hasRemaining() || ended || failed ? READ : 0;
    }

    @Override
    int available() {
        return ahead.remaining();
    }

    @Override
    void close() {
        SocketWaits.closeQuietly(channel);
        if (watched) {
            waits().released();
        }
    }
}
