package dev.sedge.wasi.internal.preview1;

import static dev.sedge.wasi.internal.preview1.GuestMemory.unsigned;

import dev.sedge.wasi.fs.Errno;
import dev.sedge.wasi.fs.ErrnoException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code poll_oneoff}: SUCCESS, FAULT, INVAL for no subscription, an unknown kind or a clock that cannot be waited for,
 * BADF for a descriptor that cannot be waited for, NOTCAPABLE for a point of time of a clock that is not granted.
 *
 * <p>Two passes over the guest's memory, so that nothing of the host grows with the number of subscriptions: one finds
 * out what is ready and how long to wait, the other writes the events. A relative timeout needs no clock.
 */
final class PollCalls implements CallFamily {
    private static final int TAG_CLOCK = 0;
    private static final int TAG_FD_READ = 1;
    private static final int TAG_FD_WRITE = 2;

    private final GuestMemory memory;
    private final DescriptorTable descriptors;
    private final GuestTime time;
    private final Waits waits;
    private final SocketWaits sockets;

    // Of the present call.
    private boolean isReady;
    private long shortest;
    private @Nullable StandardInput input;
    private long wallAtStart;
    private long monotonicAtStart;

    PollCalls(Guest guest) {
        this.memory = guest.memory();
        this.descriptors = guest.descriptors();
        this.time = guest.time();
        this.waits = guest.waits();
        this.sockets = guest.sockets();
    }

    @Override
    public void call(Call call, long[] a) throws ErrnoException {
        if (call != Call.POLL_ONEOFF) {
            throw CallFamily.foreign(call);
        }
        poll(unsigned(a[0]), unsigned(a[1]), unsigned(a[2]), unsigned(a[3]));
    }

    private void poll(long subscriptions, long events, long count, long result) throws ErrnoException {
        int size = memory.snapshot().subscriptionSize();
        memory.require(result, Integer.BYTES);
        memory.require(subscriptions, count * size);
        memory.require(events, count * Layouts.EVENT_SIZE);
        if (count == 0) {
            throw new ErrnoException(Errno.INVAL);
        }
        isReady = false;
        shortest = Waits.FOREVER;
        input = null;
        wallAtStart = -1;
        monotonicAtStart = -1;
        sockets.begin();
        long start = time.elapsed();
        for (long i = 0; i < count; i++) {
            examine(subscriptions + i * size);
        }
        long waited = waitUntilReady(start);
        int written = 0;
        for (long i = 0; i < count; i++) {
            long event = events + (long) written * Layouts.EVENT_SIZE;
            if (write(subscriptions + i * size, event, waited)) {
                written++;
            }
        }
        memory.writeInt(result, written);
    }

    private void examine(long subscription) throws ErrnoException {
        switch (tag(subscription)) {
            case TAG_CLOCK -> shortest = Math.min(shortest, timeout(subscription));
            case TAG_FD_READ -> examine(descriptor(subscription), SocketDescriptor.READ);
            default -> examine(descriptor(subscription), SocketDescriptor.WRITE);
        }
    }

    private void examine(Descriptor descriptor, int direction) {
        if (descriptor instanceof SocketDescriptor socket) {
            sockets.want(socket, direction);
        } else if (descriptor instanceof InputDescriptor stdin) {
            input = stdin.input();
        } else {
            isReady = true;
        }
    }

    /** Waits, and returns how long the timeouts have run; at least the shortest one if that has passed. */
    private long waitUntilReady(long start) throws ErrnoException {
        StandardInput source = input;
        if (source != null) {
            source.prepare();
        }
        long limit = isReady ? 0 : shortest;
        BooleanSupplier other = () -> isReady || (source != null && source.isReady());
        boolean ready = sockets.isEmpty() ? waits.await(other, limit) : sockets.await(other, limit);
        if (!ready) {
            time.slept(limit);
        }
        long elapsed = Math.max(0, time.elapsed() - start);
        return ready ? elapsed : Math.max(elapsed, limit);
    }

    /** Writes the event of a subscription, if it has happened. */
    private boolean write(long subscription, long event, long waited) throws ErrnoException {
        int tag = tag(subscription);
        long bytes = 0;
        int flags = 0;
        if (tag == TAG_CLOCK) {
            if (timeout(subscription) > waited) {
                return false;
            }
        } else {
            Descriptor descriptor = descriptor(subscription);
            if (!isReady(descriptor, tag)) {
                return false;
            }
            if (tag == TAG_FD_READ) {
                bytes = available(descriptor);
                flags = bytes == 0 ? Layouts.EVENT_HANGUP : 0;
            }
        }
        long userdata = memory.readLong(subscription);
        memory.clear(event, Layouts.EVENT_SIZE);
        memory.writeLong(event, userdata);
        memory.writeByte(event + Layouts.EVENT_TYPE, tag);
        memory.writeLong(event + Layouts.EVENT_BYTES, bytes);
        memory.writeShort(event + Layouts.EVENT_FLAGS, flags);
        return true;
    }

    private boolean isReady(Descriptor descriptor, int tag) {
        if (descriptor instanceof SocketDescriptor socket) {
            return (socket.ready() & (tag == TAG_FD_READ ? SocketDescriptor.READ : SocketDescriptor.WRITE)) != 0;
        }
        return !(descriptor instanceof InputDescriptor stdin) || waits.holds(stdin.input()::isReady);
    }

    private static long available(Descriptor descriptor) throws ErrnoException {
        if (descriptor instanceof InputDescriptor stdin) {
            return stdin.input().available();
        }
        if (descriptor instanceof SocketDescriptor socket) {
            return socket.available();
        }
        return descriptor instanceof FileDescriptor file ? file.remaining() : 0;
    }

    private int tag(long subscription) throws ErrnoException {
        int tag = Byte.toUnsignedInt(memory.readByte(subscription + Layouts.SUBSCRIPTION_TAG));
        if (tag > TAG_FD_WRITE) {
            throw new ErrnoException(Errno.INVAL);
        }
        return tag;
    }

    /** What is waited for: a file, a socket, or a standard stream in its own direction. */
    private Descriptor descriptor(long subscription) throws ErrnoException {
        boolean write = tag(subscription) == TAG_FD_WRITE;
        Descriptor found = descriptors.get(memory.readInt(subscription + Layouts.SUBSCRIPTION_FD));
        boolean wrong = found instanceof DirectoryDescriptor
                || (write && found instanceof InputDescriptor)
                || (!write && found instanceof OutputDescriptor);
        if (wrong) {
            throw new ErrnoException(Errno.BADF);
        }
        return found;
    }

    /** The time from the start of the call to when the clock is due; from 2^63 it is for ever. */
    private long timeout(long subscription) throws ErrnoException {
        long fields = subscription + memory.snapshot().clockShift();
        int clock = memory.readInt(fields + Layouts.SUBSCRIPTION_CLOCK_ID);
        long timeout = memory.readLong(fields + Layouts.SUBSCRIPTION_TIMEOUT);
        int flags = memory.readShort(fields + Layouts.SUBSCRIPTION_FLAGS);
        if ((clock != GuestTime.REALTIME && clock != GuestTime.MONOTONIC) || (flags & ~Layouts.CLOCK_ABSOLUTE) != 0) {
            throw new ErrnoException(Errno.INVAL);
        }
        if (timeout < 0) {
            return Waits.FOREVER;
        }
        return flags == 0 ? timeout : Math.max(0, timeout - atStart(clock));
    }

    private long atStart(int clock) throws ErrnoException {
        if (clock == GuestTime.REALTIME) {
            wallAtStart = wallAtStart < 0 ? time.now(clock) : wallAtStart;
            return wallAtStart;
        }
        monotonicAtStart = monotonicAtStart < 0 ? time.now(clock) : monotonicAtStart;
        return monotonicAtStart;
    }
}
