package dev.sedge.wasi.internal.preview1;

import dev.sedge.wasi.fs.ErrnoException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A list of texts as C programs receive it: an array of pointers into a block of NUL-terminated UTF-8. */
final class CStrings {
    private static final int POINTER = 4;

    private final int[] offsets;
    private final byte[] block;

    private CStrings(int[] offsets, byte[] block) {
        this.offsets = offsets;
        this.block = block;
    }

    /** Encodes texts, which contain no NUL. */
    static CStrings of(List<String> texts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int[] offsets = new int[texts.size()];
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = bytes.size();
            bytes.writeBytes(texts.get(i).getBytes(StandardCharsets.UTF_8));
            bytes.write(0);
        }
        return new CStrings(offsets, bytes.toByteArray());
    }

    /** Writes the number of texts and the size of the block. */
    void writeSizes(GuestMemory memory, long count, long size) throws ErrnoException {
        memory.require(count, Integer.BYTES);
        memory.require(size, Integer.BYTES);
        memory.writeInt(count, offsets.length);
        memory.writeInt(size, block.length);
    }

    /** Writes the pointers and the block. */
    void write(GuestMemory memory, long pointers, long blockAddress) throws ErrnoException {
        memory.require(pointers, (long) offsets.length * POINTER);
        memory.require(blockAddress, block.length);
        for (int i = 0; i < offsets.length; i++) {
            memory.writeInt(pointers + (long) i * POINTER, (int) blockAddress + offsets[i]);
        }
        memory.write(blockAddress, block, 0, block.length);
    }
}
