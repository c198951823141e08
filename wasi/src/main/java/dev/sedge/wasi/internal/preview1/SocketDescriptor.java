package dev.sedge.wasi.internal.preview1;

import dev.sedge.wasi.fs.Errno;
import dev.sedge.wasi.fs.ErrnoException;
import dev.sedge.wasi.fs.FileType;
import java.nio.channels.Selector;

/** A stream socket. The calls on it wait unless NONBLOCK is set; the host's own sockets never block. */
abstract sealed class SocketDescriptor extends UnpositionedDescriptor permits ListenerDescriptor, ConnectionDescriptor {
    /** The direction in which a guest reads or accepts. */
    static final int READ = 1;

    /** The direction in which a guest writes. */
    static final int WRITE = 2;

    private final SocketWaits waits;
    private boolean nonBlocking;

    // Of the present wait; kept by SocketWaits.
    private long wait = -1;
    private int wanted;
    private int ready;

    SocketDescriptor(SocketWaits waits, boolean nonBlocking) {
        this.waits = waits;
        this.nonBlocking = nonBlocking;
    }

    /** Has the selector tell about these directions, or about none, and nothing else. */
    abstract void watch(Selector selector, int directions) throws ErrnoException;

    /** Has the selector tell about nothing any more; does nothing after the close. */
    abstract void unwatch(Selector selector);

    /** Takes over the operations that the selector has told; says which directions are ready. */
    abstract int selected(int operations);

    /** The directions that are known to be ready without asking the host. */
    abstract int known();

    /** The bytes that are there for sure; 0 when ready to read means that there will be no more. */
    abstract int available();

    /** Adds directions to those of a wait, which has a number; says whether they are the first of that wait. */
    final boolean want(long number, int directions) {
        boolean first = wait != number;
        wanted = first ? directions : wanted | directions;
        ready = first ? 0 : ready;
        wait = number;
        return first;
    }

    /** Says whether the socket is part of a wait. */
    final boolean isWantedIn(long number) {
        return wait == number;
    }

    /** The directions that the present wait asks for. */
    final int wanted() {
        return wanted;
    }

    /** Notes what is ready, of the directions that the present wait asks for. */
    final void markReady(int directions) {
        ready |= directions & wanted;
    }

    /** The directions that the last wait has found ready. */
    final int ready() {
        return ready;
    }

    final SocketWaits waits() {
        return waits;
    }

    final boolean isNonBlocking() {
        return nonBlocking;
    }

    final void setNonBlocking(boolean on) {
        nonBlocking = on;
    }

    @Override
    FileType type() {
        return FileType.SOCKET_STREAM;
    }

    @Override
    int flags() {
        return nonBlocking ? Layouts.FDFLAG_NONBLOCK : 0;
    }

    @Override
    void setFlags(int flags) throws ErrnoException {
        if ((flags & ~Layouts.FDFLAG_NONBLOCK) != 0) {
            throw new ErrnoException(Errno.INVAL);
        }
        nonBlocking = flags != 0;
    }
}
