package dev.sedge.wasi.internal.preview1;

import dev.sedge.wasi.fs.ErrnoException;

/** A standard stream that the guest reads. */
final class InputDescriptor extends StreamDescriptor {
    private final StandardInput input;

    InputDescriptor(StandardInput input, boolean terminal) {
        super(terminal, Layouts.RIGHT_FD_READ);
        this.input = input;
    }

    StandardInput input() {
        return input;
    }

    @Override
    int read(IoVectors target) throws ErrnoException {
        return input.read(target);
    }
}
