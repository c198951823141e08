package dev.sedge.wasi.internal.preview1;

import dev.sedge.wasi.fs.Errno;
import dev.sedge.wasi.fs.ErrnoException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The descriptor numbers of a guest. The lowest free one is used next. Confined to the guest's thread. */
final class DescriptorTable {
    private final List<@Nullable Descriptor> entries = new ArrayList<>();
    private final int limit;
    private int used;
    private int lowestFree;

    /**
     * An empty table.
     *
     * @param limit the most that the costs of all descriptors may add up to
     */
    DescriptorTable(int limit) {
        this.limit = limit;
    }

    /** The descriptor of a number, or EBADF. */
    Descriptor get(long fd) throws ErrnoException {
        long index = GuestMemory.unsigned(fd);
        if (index < entries.size()) {
            Descriptor found = entries.get((int) index);
            if (found != null) {
                return found;
            }
        }
        throw new ErrnoException(Errno.BADF);
    }

    /** The directory of a number, or EBADF. */
    DirectoryDescriptor directory(long fd) throws ErrnoException {
        if (get(fd) instanceof DirectoryDescriptor directory) {
            return directory;
        }
        throw new ErrnoException(Errno.BADF);
    }

    /** Fails with EMFILE if no more descriptor of this cost fits. */
    void requireRoom(int cost) throws ErrnoException {
        if (used + cost > limit) {
            throw new ErrnoException(Errno.MFILE);
        }
    }

    /** Adds a descriptor and returns its number; {@link #requireRoom} came before. */
    int add(Descriptor descriptor) {
        used += descriptor.cost();
        while (lowestFree < entries.size() && entries.get(lowestFree) != null) {
            lowestFree++;
        }
        if (lowestFree == entries.size()) {
            entries.add(descriptor);
        } else {
            entries.set(lowestFree, descriptor);
        }
        return lowestFree++;
    }

    /** Closes a number, which is free then, or EBADF. */
    void close(long fd) throws ErrnoException {
        Descriptor descriptor = get(fd);
        remove((int) fd);
        descriptor.close();
    }

    /** Gives a descriptor another number, whose descriptor is closed. Both must be open, else EBADF. */
    void renumber(long from, long to) throws ErrnoException {
        Descriptor moved = get(from);
        Descriptor closed = get(to);
        if (moved == closed) {
            return;
        }
        used -= closed.cost();
        entries.set((int) to, moved);
        entries.set((int) from, null);
        lowestFree = Math.min(lowestFree, (int) from);
        closed.close();
    }

    /** Closes all; what one of them throws, if it is not one of ours, is thrown after the last. */
    void closeAll() {
        List<Descriptor> open = new ArrayList<>();
        for (Descriptor descriptor : entries) {
            if (descriptor != null) {
                open.add(descriptor);
            }
        }
        entries.clear();
        used = 0;
        lowestFree = 0;
        RuntimeException failure = null;
        for (Descriptor descriptor : open) {
            try {
                descriptor.close();
            } catch (RuntimeException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private void remove(int index) throws ErrnoException {
        used -= get(index).cost();
        entries.set(index, null);
        lowestFree = Math.min(lowestFree, index);
    }
}
