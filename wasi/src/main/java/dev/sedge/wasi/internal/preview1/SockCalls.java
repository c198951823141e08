package dev.sedge.wasi.internal.preview1;

import static dev.sedge.wasi.internal.preview1.GuestMemory.unsigned;

import dev.sedge.wasi.fs.Errno;
import dev.sedge.wasi.fs.ErrnoException;
import java.nio.channels.SocketChannel;

/**
 * The calls on sockets, which are the granted listeners and what was accepted from them: BADF for a number that is not
 * open, NOTSOCK for what is no socket, FAULT for a pointer outside memory, INVAL for unknown flags.
 */
final class SockCalls implements CallFamily {
    private final GuestMemory memory;
    private final IoVectors vectors;
    private final DescriptorTable descriptors;
    private final SocketWaits waits;

    SockCalls(Guest guest) {
        this.memory = guest.memory();
        this.vectors = guest.vectors();
        this.descriptors = guest.descriptors();
        this.waits = guest.sockets();
    }

    @Override
    public void call(Call call, long[] a) throws ErrnoException {
        switch (call) {
            case SOCK_ACCEPT -> accept(a[0], (int) a[1], unsigned(a[2]));
            case SOCK_RECV -> receive(a);
            case SOCK_SEND -> send(a);
            case SOCK_SHUTDOWN -> shutdown(a[0], (int) a[1]);
            default -> throw CallFamily.foreign(call);
        }
    }

    /** INVAL for a connection, MFILE at the limit of descriptors; AGAIN with NONBLOCK. */
    private void accept(long fd, int flags, long result) throws ErrnoException {
        memory.require(result, Integer.BYTES);
        SocketDescriptor socket = socket(fd);
        if (!(socket instanceof ListenerDescriptor listener) || (flags & ~Layouts.FDFLAG_NONBLOCK) != 0) {
            throw new ErrnoException(Errno.INVAL);
        }
        descriptors.requireRoom(1);
        SocketChannel channel = listener.accept();
        memory.writeInt(result, descriptors.add(new ConnectionDescriptor(waits, channel, flags != 0)));
    }

    private void receive(long[] a) throws ErrnoException {
        int flags = (int) a[3];
        long length = unsigned(a[4]);
        long answerFlags = unsigned(a[5]);
        memory.require(length, Integer.BYTES);
        memory.require(answerFlags, Short.BYTES);
        ConnectionDescriptor connection = connection(a[0]);
        if ((flags & ~(Layouts.RECEIVE_PEEK | Layouts.RECEIVE_ALL)) != 0) {
            throw new ErrnoException(Errno.INVAL);
        }
        vectors.load(unsigned(a[1]), unsigned(a[2]));
        boolean peek = (flags & Layouts.RECEIVE_PEEK) != 0;
        int size = connection.receive(vectors, peek, (flags & Layouts.RECEIVE_ALL) != 0);
        memory.writeInt(length, size);
        memory.writeShort(answerFlags, 0);
    }

    private void send(long[] a) throws ErrnoException {
        long length = unsigned(a[4]);
        memory.require(length, Integer.BYTES);
        ConnectionDescriptor connection = connection(a[0]);
        if ((int) a[3] != 0) {
            throw new ErrnoException(Errno.INVAL);
        }
        vectors.load(unsigned(a[1]), unsigned(a[2]));
        memory.writeInt(length, connection.write(vectors));
    }

    private void shutdown(long fd, int how) throws ErrnoException {
        ConnectionDescriptor connection = connection(fd);
        if (how == 0 || (how & ~(Layouts.SHUTDOWN_READ | Layouts.SHUTDOWN_WRITE)) != 0) {
            throw new ErrnoException(Errno.INVAL);
        }
        connection.shutdown((how & Layouts.SHUTDOWN_READ) != 0, (how & Layouts.SHUTDOWN_WRITE) != 0);
    }

    private SocketDescriptor socket(long fd) throws ErrnoException {
        if (descriptors.get(fd) instanceof SocketDescriptor socket) {
            return socket;
        }
        throw new ErrnoException(Errno.NOTSOCK);
    }

    private ConnectionDescriptor connection(long fd) throws ErrnoException {
        if (socket(fd) instanceof ConnectionDescriptor connection) {
            return connection;
        }
        throw new ErrnoException(Errno.NOTCONN);
    }
}
