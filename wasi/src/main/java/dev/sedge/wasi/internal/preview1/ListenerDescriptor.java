package dev.sedge.wasi.internal.preview1;

import dev.sedge.wasi.fs.Errno;
import dev.sedge.wasi.fs.ErrnoException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A preopened listener: one or more listening sockets of the host, of which each has its turn. */
final class ListenerDescriptor extends SocketDescriptor {
    private final List<ServerSocketChannel> channels;
    private final boolean owned;
    private int turn;
    private boolean watched;
    private boolean broken;
    private boolean isModeKnown;

    /**
     * A listener that waits until the guest asks for its flags.
     *
     * @param channels in non-blocking mode
     * @param owned whether to close them with the descriptor
     */
    ListenerDescriptor(SocketWaits waits, List<ServerSocketChannel> channels, boolean owned) {
        super(waits, false);
        this.channels = channels;
        this.owned = owned;
    }

    /** The next connection, in non-blocking mode: AGAIN, or NFILE when the host has no descriptor left for it. */
    SocketChannel accept() throws ErrnoException {
        while (true) {
            SocketChannel accepted = tryAccept();
            if (accepted != null) {
                return accepted;
            }
            if (isNonBlocking()) {
                throw new ErrnoException(Errno.AGAIN);
            }
            waits().awaitOne(this, READ);
        }
    }

    private @Nullable SocketChannel tryAccept() throws ErrnoException {
        for (int i = 0; i < channels.size(); i++) {
            ServerSocketChannel channel = channels.get(turn);
            turn = (turn + 1) % channels.size();
            try {
                SocketChannel accepted = channel.accept();
                if (accepted != null) {
                    return ConnectionDescriptor.prepare(accepted);
                }
            } catch (ClosedChannelException e) {
                throw new ErrnoException(Errno.INVAL, "the embedder has closed the listener");
            } catch (IOException e) {
                throw new ErrnoException(Errno.NFILE, "accept: " + e.getMessage(), e);
            }
        }
        return null;
    }

    // Go looks at the flags to learn whether it may wait elsewhere, and blocks as a whole if not. Who accepts without
    // looking wants to wait.
    @Override
    int flags() {
        if (!isModeKnown) {
            isModeKnown = true;
            setNonBlocking(true);
        }
        return super.flags();
    }

    @Override
    void setFlags(int flags) throws ErrnoException {
        super.setFlags(flags);
        isModeKnown = true;
    }

    @Override
    long rightsBase() {
        return Layouts.RIGHTS_LISTENER;
    }

    @Override
    long rightsInheriting() {
        return Layouts.RIGHTS_CONNECTION;
    }

    // Like preopens, listeners are the embedder's.
    @Override
    int cost() {
        return 0;
    }

    @Override
    int read(IoVectors target) throws ErrnoException {
        throw new ErrnoException(Errno.NOTCONN);
    }

    @Override
    int write(IoVectors source) throws ErrnoException {
        throw new ErrnoException(Errno.NOTCONN);
    }

    @Override
    void watch(Selector selector, int directions) {
        watched = true;
        int operations = (directions & READ) == 0 ? 0 : SelectionKey.OP_ACCEPT;
        for (ServerSocketChannel channel : channels) {
            try {
                channel.register(selector, operations, this);
            } catch (ClosedChannelException e) {
                broken = true; // the next accept says so
            }
        }
    }

    @Override
    void unwatch(Selector selector) {
        for (ServerSocketChannel channel : channels) {
            SocketWaits.unwatch(selector, channel);
        }
    }

    @Override
    int selected(int operations) {
        return (operations & SelectionKey.OP_ACCEPT) == 0 ? 0 : READ;
    }

    @Override
    int known() {
        return broken ? READ : 0;
    }

    @Override
    int available() {
        return 1;
    }

    @Override
    void close() {
        for (ServerSocketChannel channel : channels) {
            if (owned) {
                SocketWaits.closeQuietly(channel);
            } else {
                waits().forget(channel);
            }
        }
        if (watched) {
            waits().released();
        }
    }
}
