package dev.sedge.wasi.internal.preview1;

import dev.sedge.wasi.fs.Errno;
import dev.sedge.wasi.fs.ErrnoException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The buffers of one read or write, copied out of the guest's memory and checked before anything is transferred. Reused
 * by all calls of a guest; confined to its thread.
 */
final class IoVectors {
    /** The most buffers of one call, as elsewhere (Linux's IOV_MAX). */
    static final int MAX_COUNT = 1024;

    /** The most bytes that are held on the host's side at a time. */
    static final int MAX_CHUNK = 64 << 10;

    private static final int SMALL_SCRATCH = 8 << 10;
    private static final byte[] NO_BYTES = {};

    private final GuestMemory memory;
    private final int bytesPerCall;
    private long[] addresses = new long[8];
    private int[] lengths = new int[8];
    private int count;
    private int total;
    private int cursor;
    private int cursorOffset;
    private byte[] scratch = NO_BYTES;
    private ByteBuffer scratchBuffer = ByteBuffer.wrap(scratch);

    IoVectors(GuestMemory memory, int bytesPerCall) {
        this.memory = memory;
        this.bytesPerCall = bytesPerCall;
    }

    /**
     * Loads the list of buffers at an address. What is more than one call may move is cut off; the count that the guest
     * gets back says so.
     */
    void load(long list, long size) throws ErrnoException {
        if (size > MAX_COUNT) {
            throw new ErrnoException(Errno.INVAL);
        }
        memory.require(list, size * Layouts.IOVEC_SIZE);
        if (addresses.length < size) {
            addresses = Arrays.copyOf(addresses, MAX_COUNT);
            lengths = Arrays.copyOf(lengths, MAX_COUNT);
        }
        count = 0;
        total = 0;
        cursor = 0;
        cursorOffset = 0;
        for (long at = list; at < list + size * Layouts.IOVEC_SIZE; at += Layouts.IOVEC_SIZE) {
            long address = Integer.toUnsignedLong(memory.readInt(at));
            long length = Integer.toUnsignedLong(memory.readInt(at + Layouts.IOVEC_LENGTH));
            memory.require(address, length);
            int used = (int) Math.min(length, bytesPerCall - total);
            if (used > 0) {
                addresses[count] = address;
                lengths[count++] = used;
                total += used;
            }
        }
    }

    /** The number of buffers that are not empty. */
    int count() {
        return count;
    }

    /** The bytes of all buffers. */
    int total() {
        return total;
    }

    long address(int index) {
        return addresses[index];
    }

    int length(int index) {
        return lengths[index];
    }

    /** A buffer on the host's side for at most so many of the bytes; the same one each time. */
    byte[] scratch(int bytes) {
        int wanted = bytes <= SMALL_SCRATCH ? SMALL_SCRATCH : MAX_CHUNK;
        if (scratch.length < wanted) {
            scratch = new byte[wanted];
            scratchBuffer = ByteBuffer.wrap(scratch);
        }
        return scratch;
    }

    /** Lets go of the buffer on the host's side, which is made again when it is needed. */
    void forget() {
        scratch = NO_BYTES;
        scratchBuffer = ByteBuffer.wrap(scratch);
    }

    /**
     * The next bytes of the guest's buffers to write, at most 64 KiB: a window on them, or a copy of many small ones. It
     * is valid until the next call.
     */
    ByteBuffer nextSource(int most) {
        if (count == 1) {
            return nextWindow(most);
        }
        byte[] copy = scratch(most);
        return scratchBuffer.limit(gather(copy, most)).position(0);
    }

    /** Where the next bytes that are read may go, at most 64 KiB; {@link #filled} must follow. */
    ByteBuffer nextTarget(int most) {
        if (count == 1) {
            return nextWindow(most);
        }
        byte[] copy = scratch(most);
        return scratchBuffer.limit(Math.min(most, copy.length)).position(0);
    }

    /** Says how many bytes were put into {@link #nextTarget}. */
    void filled(int size) {
        if (count > 1) {
            scatter(scratch, 0, size);
        }
    }

    /** Says how many bytes were put into {@link #nextTarget}, which had room for more. */
    void filled(int size, int offered) {
        filled(size);
        if (count == 1) {
            retreat(offered - size);
        }
    }

    /** Goes back over bytes that were not transferred after all. */
    void retreat(int bytes) {
        int left = bytes;
        while (left > 0) {
            if (cursorOffset == 0) {
                cursorOffset = lengths[--cursor];
            }
            int step = Math.min(left, cursorOffset);
            cursorOffset -= step;
            left -= step;
        }
    }

    private ByteBuffer nextWindow(int most) {
        int size = Math.min(Math.min(most, MAX_CHUNK), lengths[0] - cursorOffset);
        ByteBuffer window = memory.window(addresses[0] + cursorOffset, size);
        advance(size);
        return window;
    }

    /** Copies the next bytes of the guest's buffers and returns how many there were, 0 at the end. */
    int gather(byte[] target, int most) {
        int room = Math.min(target.length, most);
        int done = 0;
        while (cursor < count && done < room) {
            int length = Math.min(lengths[cursor] - cursorOffset, room - done);
            memory.read(addresses[cursor] + cursorOffset, target, done, length);
            done += length;
            advance(length);
        }
        return done;
    }

    /** Copies bytes to where the guest's buffers go on; there is room for them. */
    void scatter(byte[] source, int offset, int size) {
        int done = 0;
        while (done < size) {
            int length = Math.min(lengths[cursor] - cursorOffset, size - done);
            memory.write(addresses[cursor] + cursorOffset, source, offset + done, length);
            done += length;
            advance(length);
        }
    }

    private void advance(int length) {
        cursorOffset += length;
        if (cursorOffset == lengths[cursor]) {
            cursor++;
            cursorOffset = 0;
        }
    }
}
