package dev.sedge.wasi.internal.preview1;

import dev.sedge.wasi.fs.ErrnoException;
import dev.sedge.wasi.fs.FileStatus;
import dev.sedge.wasi.fs.FileType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes directory entries to a guest. The names are a snapshot that is taken when the first entry is asked for, so that
 * deleting while reading misses none; a cookie is an index into it. Entry 0 is {@code .}, entry 1 is {@code ..}, both
 * with the directory's own inode: what is above a preopen is not shown.
 */
final class DirectoryListing {
    private static final int DOTS = 2;

    private final GuestMemory memory;
    private final int entryLimit;

    DirectoryListing(GuestMemory memory, int entryLimit) {
        this.memory = memory;
        this.entryLimit = entryLimit;
    }

    /**
     * Writes as many entries as fit, the last one cut where the buffer ends.
     *
     * @return the bytes used: the length of the buffer when there is more, less at the end
     */
    int write(DirectoryDescriptor directory, long cookie, long buffer, long length) throws ErrnoException {
        List<String> names = directory.names(cookie == 0, entryLimit);
        long used = 0;
        long own = cookie >= 0 && cookie < DOTS ? directory.directory().status().inode() : 0;
        long index = cookie;
        while (index >= 0 && index < names.size() + DOTS && used < length) {
            byte[] entry = index < DOTS
                    ? encode(index, index == 0 ? "." : "..", own, FileType.DIRECTORY)
                    : encode(index, names.get((int) index - DOTS), directory);
            int fits = (int) Math.min(entry.length, length - used);
            memory.write(buffer + used, entry, 0, fits);
            used += fits;
            index++;
        }
        return (int) used;
    }

    private static byte[] encode(long index, String name, DirectoryDescriptor directory) {
        FileStatus status = directory.entry(name);
        return encode(index, name, status.inode(), status.type());
    }

    private static byte[] encode(long index, String name, long inode, FileType type) {
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        ByteBuffer entry =
                ByteBuffer.allocate(Layouts.DIRENT_SIZE + text.length).order(ByteOrder.LITTLE_ENDIAN);
        entry.putLong(0, index + 1);
        entry.putLong(Layouts.DIRENT_INODE, inode);
        entry.putInt(Layouts.DIRENT_NAME_LENGTH, text.length);
        entry.put(Layouts.DIRENT_TYPE, (byte) type.code());
        entry.put(Layouts.DIRENT_SIZE, text);
        return entry.array();
    }
}
