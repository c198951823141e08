package dev.sedge.wasi.internal.preview1;

import static dev.sedge.wasi.internal.preview1.GuestMemory.unsigned;

import dev.sedge.wasi.fs.ErrnoException;

/** {@code args_get} and {@code args_sizes_get}: SUCCESS, FAULT. */
final class ArgsCalls implements CallFamily {
    private final GuestMemory memory;
    private final CStrings args;

    ArgsCalls(Guest guest) {
        this.memory = guest.memory();
        this.args = CStrings.of(guest.config().args());
    }

    @Override
    public void call(Call call, long[] a) throws ErrnoException {
        switch (call) {
            case ARGS_GET -> args.write(memory, unsigned(a[0]), unsigned(a[1]));
            case ARGS_SIZES_GET -> args.writeSizes(memory, unsigned(a[0]), unsigned(a[1]));
            default -> throw CallFamily.foreign(call);
        }
    }
}
