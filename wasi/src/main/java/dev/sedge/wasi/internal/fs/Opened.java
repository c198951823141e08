package dev.sedge.wasi.internal.fs;

import dev.sedge.wasi.fs.GuestDirectory;
import dev.sedge.wasi.fs.GuestFile;

/** What a path was opened to; the receiver closes the handle. */
public sealed interface Opened {
    /**
     * A file.
     *
     * @param handle the open file
     */
    record File(GuestFile handle) implements Opened {}

    /**
     * A directory.
     *
     * @param handle the open directory
     */
    record Directory(GuestDirectory handle) implements Opened {}
}
