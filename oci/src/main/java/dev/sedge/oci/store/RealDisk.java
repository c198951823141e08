package dev.sedge.oci.store;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/** The disk of this machine, by streams that an interrupt does not close in the middle of a write. */
enum RealDisk implements Disk {
    /** The only one. */
    INSTANCE;

    @Override
    public OutputStream open(Path file, boolean append) throws IOException {
        return new FileOutputStream(file.toFile(), append);
    }

    @Override
    public void sync(OutputStream opened) throws IOException {
        if (opened instanceof FileOutputStream file) {
            file.getFD().sync();
        }
    }
}
