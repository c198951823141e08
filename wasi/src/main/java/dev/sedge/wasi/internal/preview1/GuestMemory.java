package dev.sedge.wasi.internal.preview1;

import dev.sedge.runtime.Memory;
import dev.sedge.runtime.WasmInstance;
import dev.sedge.wasi.fs.Errno;
import dev.sedge.wasi.fs.ErrnoException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The memory of the calling guest as system calls see it: every address comes from the guest and is checked before
 * anything else happens. Confined to the guest's thread.
 */
final class GuestMemory {
    /** The longest path that is looked at. */
    static final int MAX_PATH = 4096;

    private static final int USUAL_PATH = 128;
    private static final ByteBuffer NO_BYTES = ByteBuffer.allocate(0);

    private Snapshot snapshot = Snapshot.PREVIEW1;
    private @Nullable WasmInstance instance;
    private @Nullable Memory memory;
    private ByteBuffer whole = NO_BYTES;
    private byte[] path = new byte[USUAL_PATH];
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);

    /** Looks at the memory of this caller from now on, and at its structures as those of this form of the calls. */
    void bind(WasmInstance caller, Snapshot form) {
        snapshot = form;
        if (caller == instance) {
            return;
        }
        instance = caller;
        whole = NO_BYTES;
        try {
            memory = caller.memory();
        } catch (IllegalStateException e) {
            memory = null; // a module without a memory: every pointer is out of bounds
        }
    }

    /** The form of the present call. */
    Snapshot snapshot() {
        return snapshot;
    }

    /** Reads an i32 slot of a call as an unsigned number. */
    static long unsigned(long slot) {
        return slot & 0xFFFF_FFFFL;
    }

    /** Checks that the range lies in memory. */
    void require(long address, long length) throws ErrnoException {
        if (memory == null || !memory.contains(address, length)) {
            throw new ErrnoException(Errno.FAULT);
        }
    }

    private Memory memory() {
        if (memory == null) {
            throw new IllegalStateException("memory used without a check");
        }
        return memory;
    }

    byte readByte(long address) {
        return memory().readByte(address);
    }

    short readShort(long address) {
        return memory().readShort(address);
    }

    int readInt(long address) {
        return memory().readInt(address);
    }

    long readLong(long address) {
        return memory().readLong(address);
    }

    void writeByte(long address, int value) {
        memory().writeByte(address, (byte) value);
    }

    void writeShort(long address, int value) {
        memory().writeShort(address, (short) value);
    }

    void writeInt(long address, int value) {
        memory().writeInt(address, value);
    }

    void writeLong(long address, long value) {
        memory().writeLong(address, value);
    }

    void read(long address, byte[] target, int offset, int length) {
        memory().read(address, target, offset, length);
    }

    void write(long address, byte[] source, int offset, int length) {
        memory().write(address, source, offset, length);
    }

    void clear(long address, long length) {
        memory().fill(address, length, (byte) 0);
    }

    /**
     * A window on the bytes of a checked range, shared with the guest. It is one buffer that the next call of this method
     * moves, so that small transfers allocate nothing.
     */
    ByteBuffer window(long address, int length) {
        Memory current = memory();
        if (whole.capacity() != current.size()) {
            whole = current.view(0, (int) Math.min(current.size(), Integer.MAX_VALUE));
        }
        whole.limit((int) (address + length)).position((int) address);
        return whole;
    }

    /** How long a wait should have lasted before {@link #pack} pays, in nanoseconds. */
    long packAfter() {
        return instance == null ? Waits.FOREVER : instance.packAfter().toNanos();
    }

    /** Has the memory take little room until it is touched again. */
    void pack() {
        if (instance != null) {
            whole = NO_BYTES;
            instance.packMemory();
        }
    }

    /** Reads a path: EFAULT, ENAMETOOLONG, EILSEQ, or EINVAL for an embedded NUL. */
    String path(long address, long length) throws ErrnoException {
        require(address, length);
        if (length > MAX_PATH) {
            throw new ErrnoException(Errno.NAMETOOLONG);
        }
        if (length > path.length) {
            path = new byte[MAX_PATH];
        }
        memory().read(address, path, 0, (int) length);
        return decode((int) length);
    }

    private String decode(int length) throws ErrnoException {
        boolean ascii = true;
        for (int i = 0; i < length; i++) {
            if (path[i] == 0) {
                throw new ErrnoException(Errno.INVAL);
            }
            ascii &= path[i] > 0;
        }
        if (ascii) {
            return new String(path, 0, length, StandardCharsets.US_ASCII);
        }
        try {
            CharBuffer text = decoder.decode(ByteBuffer.wrap(path, 0, length));
            return text.toString();
        } catch (CharacterCodingException e) {
            throw new ErrnoException(Errno.ILSEQ);
        }
    }
}
