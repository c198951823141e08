package dev.sedge.wasi.internal.preview1;

import dev.sedge.wasi.fs.Errno;
import dev.sedge.wasi.fs.ErrnoException;
import dev.sedge.wasi.fs.FileStatus;
import dev.sedge.wasi.fs.FileTimes;
import dev.sedge.wasi.fs.FileType;
import dev.sedge.wasi.fs.GuestDirectory;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An open directory; a preopen has a name. */
final class DirectoryDescriptor extends Descriptor {
    private final GuestDirectory directory;
    private final boolean mutable;
    private final Optional<String> preopenName;
    private final int flags;
    private @Nullable List<String> names;

    DirectoryDescriptor(GuestDirectory directory, boolean mutable, Optional<String> preopenName, int flags) {
        this.directory = directory;
        this.mutable = mutable;
        this.preopenName = preopenName;
        this.flags = flags;
    }

    GuestDirectory directory() {
        return directory;
    }

    /** Says whether the guest may change what is in here. */
    boolean isMutable() {
        return mutable;
    }

    /** The directory, if the guest may change what is in it; else EPERM before the file system is touched. */
    GuestDirectory mutableDirectory() throws ErrnoException {
        if (!mutable) {
            throw new ErrnoException(Errno.PERM);
        }
        return directory;
    }

    /** The name of a preopen. */
    Optional<String> preopenName() {
        return preopenName;
    }

    @Override
    FileType type() {
        return FileType.DIRECTORY;
    }

    @Override
    int flags() {
        return flags;
    }

    @Override
    long rightsBase() {
        if (preopenName.isPresent()) {
            return Layouts.RIGHTS_PREOPEN_BASE;
        }
        long rights =
                Layouts.RIGHTS_ALL & ~(Layouts.RIGHT_FD_SEEK | Layouts.RIGHT_FD_SET_SIZE | Layouts.RIGHT_PATH_SET_SIZE);
        return mutable ? rights : rights & ~Layouts.RIGHT_FD_WRITE;
    }

    @Override
    long rightsInheriting() {
        return preopenName.isPresent() ? Layouts.RIGHTS_PREOPEN_INHERITING : rightsBase();
    }

    // An open directory of the host is two handles of the operating system; preopens are the embedder's.
    @Override
    int cost() {
        return preopenName.isPresent() ? 0 : 2;
    }

    @Override
    void setTimes(FileTimes times) throws ErrnoException {
        mutableDirectory().setTimes(times);
    }

    @Override
    void filestat(GuestMemory memory, long address) throws ErrnoException {
        Layouts.writeFilestat(memory, address, directory.status());
    }

    /** The names as they were when the guest asked for the first of them. */
    List<String> names(boolean again, int limit) throws ErrnoException {
        List<String> known = names;
        if (known == null || again) {
            known = directory.list(limit);
            names = known;
        }
        return known;
    }

    /** What an entry is now; type 0 and inode 0 if it has vanished. */
    FileStatus entry(String name) {
        try {
            return directory.status(name);
        } catch (ErrnoException e) {
            return new FileStatus(0, 0, FileType.UNKNOWN, 0, 0, 0, 0, 0);
        }
    }

    @Override
    void close() {
        names = null;
        directory.close();
    }
}
