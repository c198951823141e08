package dev.sedge.wasi.fs;

import java.io.IOException;
import java.nio.file.Path;

/** Stands for the host directories until they are there. */
public final class HostDirectory implements GuestFileSystem {
    private HostDirectory() {}

    public static HostDirectory open(Path directory) throws IOException {
        throw new IOException("host directories are not there yet: " + directory);
    }

    @Override
    public GuestDirectory root() throws ErrnoException {
        throw new ErrnoException(Errno.NOSYS);
    }

    @Override
    public void close() {}
}
