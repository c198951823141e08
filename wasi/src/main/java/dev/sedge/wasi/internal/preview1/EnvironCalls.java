package dev.sedge.wasi.internal.preview1;

import static dev.sedge.wasi.internal.preview1.GuestMemory.unsigned;

import dev.sedge.wasi.fs.ErrnoException;

/** {@code environ_get} and {@code environ_sizes_get}: SUCCESS, FAULT. */
final class EnvironCalls implements CallFamily {
    private final GuestMemory memory;
    private final CStrings variables;

    EnvironCalls(Guest guest) {
        this.memory = guest.memory();
        this.variables = CStrings.of(guest.config().environment().variables().stream()
                .map(variable -> variable.name() + "=" + variable.value())
                .toList());
    }

    @Override
    public void call(Call call, long[] a) throws ErrnoException {
        switch (call) {
            case ENVIRON_GET -> variables.write(memory, unsigned(a[0]), unsigned(a[1]));
            case ENVIRON_SIZES_GET -> variables.writeSizes(memory, unsigned(a[0]), unsigned(a[1]));
            default -> throw CallFamily.foreign(call);
        }
    }
}
