package dev.sedge.wasi.internal.preview1;

import dev.sedge.wasi.fs.ErrnoException;

/** A standard stream that the guest writes. */
final class OutputDescriptor extends StreamDescriptor {
    private final StandardOutput output;

    OutputDescriptor(StandardOutput output, boolean terminal) {
        super(terminal, Layouts.RIGHT_FD_WRITE);
        this.output = output;
    }

    @Override
    int write(IoVectors source) throws ErrnoException {
        return output.write(source);
    }
}
