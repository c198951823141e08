package dev.sedge.wasi.internal.preview1;

import dev.sedge.wasi.fs.Errno;
import dev.sedge.wasi.fs.ErrnoException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Where a guest waits for its sockets, and for whatever else at the same time: a selector that is made at the first such
 * wait. {@link Waits} wakes it. Confined to the guest's thread, but for {@link #close}.
 */
final class SocketWaits implements AutoCloseable {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Waits waits;
    private List<SocketDescriptor> wanted = new ArrayList<>();
    private List<SocketDescriptor> before = new ArrayList<>();
    private long wait;

    /** Volatile: another thread closes what belongs to a guest that is blocked in an output stream. */
    private volatile @Nullable Selector selector;

    SocketWaits(Waits waits) {
        this.waits = waits;
    }

    /** Starts to collect what the next wait is for. */
    void begin() {
        List<SocketDescriptor> emptied = before;
        before = wanted;
        wanted = emptied;
        wanted.clear();
        wait++;
    }

    /** Adds a socket to the wait; adding more directions later is fine. */
    void want(SocketDescriptor socket, int directions) {
        if (socket.want(wait, directions)) {
            wanted.add(socket);
        }
    }

    /** Says whether the wait is for no socket. */
    boolean isEmpty() {
        return wanted.isEmpty();
    }

    /** Waits for one socket alone. */
    void awaitOne(SocketDescriptor socket, int direction) throws ErrnoException {
        begin();
        want(socket, direction);
        await(() -> false, Waits.FOREVER);
    }

    /**
     * Waits until one of the sockets or something else is ready or the time has passed. What each socket is ready for is
     * then known to it.
     *
     * @param other is asked under the lock of {@link Waits}
     * @param nanoseconds {@link Waits#FOREVER}, or the time to wait; 0 or less only looks
     * @return whether anything is ready
     */
    boolean await(BooleanSupplier other, long nanoseconds) throws ErrnoException {
        Selector open = open();
        boolean known = watch(open);
        LongWait lasting = waits.begin();
        long start = System.nanoTime();
        long left = nanoseconds;
        while (true) {
            waits.requireRunning();
            lasting.pack();
            boolean ready = waits.holds(other) || known;
            boolean sleeps = !ready && left > 0;
            boolean selects = nanoseconds == Waits.FOREVER || waits.isRealTime();
            ready |= look(open, sleeps && selects ? lasting.next(left) : 0);
            if (ready) {
                return true;
            }
            if (left <= 0) {
                return false;
            }
            if (!selects) {
                left = waits.sleep(other, left);
            } else if (nanoseconds != Waits.FOREVER) {
                left = nanoseconds - (System.nanoTime() - start);
            }
        }
    }

    /** Frees what a closed descriptor held of the host: a selector keeps closed channels until it looks again. */
    void released() {
        Selector open = selector;
        if (open != null && open.isOpen()) {
            try {
                open.selectNow();
            } catch (IOException | ClosedSelectorException e) {
                // The selector goes with the guest, and the channels with it.
            }
        }
    }

    /** Lets go of a channel that stays open. */
    void forget(SelectableChannel channel) {
        Selector open = selector;
        SelectionKey key = open == null ? null : channel.keyFor(open);
        if (key != null) {
            key.cancel();
        }
    }

    /** Unwinds the guest if it was asked to stop. */
    void poll() {
        waits.poll();
    }

    /** Lets go of all channels, so that closing one closes it at once. Idempotent. */
    @Override
    public void close() {
        Selector open = selector;
        if (open != null) {
            closeQuietly(open);
        }
    }

    /** Has a selector tell about nothing of a channel any more. */
    static void unwatch(Selector selector, SelectableChannel channel) {
        SelectionKey key = channel.keyFor(selector);
        try {
            if (key != null && key.isValid()) {
                key.interestOps(0);
            }
        } catch (CancelledKeyException e) {
            // The embedder has just closed its channel.
        }
    }

    /** Closes what nobody can do anything about if it fails. */
    static void closeQuietly(Closeable resource) {
        try {
            resource.close();
        } catch (IOException e) {
            // Closed as far as the guest is concerned.
        }
    }

    private Selector open() throws ErrnoException {
        Selector open = selector;
        if (open == null) {
            try {
                open = Selector.open();
            } catch (IOException e) {
                throw new ErrnoException(Errno.NFILE, "open a selector: " + e.getMessage(), e);
            }
            selector = open;
            waits.wakeAlso(open);
        }
        return open;
    }

    /** Has the selector look at what is wanted and at nothing else; says whether something is known to be ready. */
    private boolean watch(Selector open) throws ErrnoException {
        for (SocketDescriptor socket : before) {
            if (!socket.isWantedIn(wait)) {
                socket.unwatch(open);
            }
        }
        before.clear();
        boolean known = false;
        for (SocketDescriptor socket : wanted) {
            socket.watch(open, socket.wanted() & ~socket.known());
            socket.markReady(socket.known());
            known |= socket.ready() != 0;
        }
        return known;
    }

    private boolean look(Selector open, long nanoseconds) throws ErrnoException {
        open.selectedKeys().clear();
        try {
            if (nanoseconds <= 0) {
                open.selectNow();
            } else if (nanoseconds == Waits.FOREVER) {
                open.select();
            } else {
                open.select(Math.max(1, (nanoseconds - 1) / NANOS_PER_MILLI + 1));
            }
        } catch (IOException e) {
            throw new ErrnoException(Errno.IO, "select: " + e.getMessage(), e);
        }
        boolean ready = false;
        for (SelectionKey key : open.selectedKeys()) {
            if (key.isValid() && key.attachment() instanceof SocketDescriptor socket) {
                socket.markReady(socket.selected(key.readyOps()));
                ready |= socket.ready() != 0;
            }
        }
        return ready;
    }
}
