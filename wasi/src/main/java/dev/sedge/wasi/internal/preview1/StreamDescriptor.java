package dev.sedge.wasi.internal.preview1;

import dev.sedge.wasi.fs.FileType;

/** One of the standard streams, which stays the embedder's. */
abstract sealed class StreamDescriptor extends UnpositionedDescriptor permits InputDescriptor, OutputDescriptor {
    private final FileType type;
    private final long rights;

    StreamDescriptor(boolean terminal, long rights) {
        this.type = terminal ? FileType.CHARACTER_DEVICE : FileType.UNKNOWN;
        this.rights = rights;
    }

    @Override
    FileType type() {
        return type;
    }

    // With the right to seek or tell, the C library's isatty says no.
    @Override
    long rightsBase() {
        return rights;
    }

    @Override
    long rightsInheriting() {
        return rights;
    }

    @Override
    int cost() {
        return 0;
    }

    @Override
    void close() {
        // Nothing of the host is held.
    }
}
