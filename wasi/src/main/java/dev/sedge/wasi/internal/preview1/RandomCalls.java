package dev.sedge.wasi.internal.preview1;

import static dev.sedge.wasi.internal.preview1.GuestMemory.unsigned;

import dev.sedge.wasi.Randomness;
import dev.sedge.wasi.fs.Errno;
import dev.sedge.wasi.fs.ErrnoException;
import org.jspecify.annotations.Nullable;

/** {@code random_get}: SUCCESS, FAULT, NOTCAPABLE without the capability, NOMEM beyond its byte limit. */
final class RandomCalls implements CallFamily {
    private final GuestMemory memory;
    private final Waits waits;
    private final Randomness randomness;
    private long left;
    private @Nullable AesCounterGenerator generator;

    RandomCalls(Guest guest) {
        this.memory = guest.memory();
        this.waits = guest.waits();
        this.randomness = guest.config().randomness();
        this.left = randomness.byteLimit();
    }

    @Override
    public void call(Call call, long[] a) throws ErrnoException {
        if (call != Call.RANDOM_GET) {
            throw CallFamily.foreign(call);
        }
        fill(unsigned(a[0]), unsigned(a[1]));
    }

    private void fill(long address, long length) throws ErrnoException {
        memory.require(address, length);
        if (!randomness.isGranted()) {
            throw new ErrnoException(Errno.NOTCAPABLE);
        }
        if (length > left) {
            throw new ErrnoException(Errno.NOMEM);
        }
        left -= length;
        AesCounterGenerator source = generator();
        long done = 0;
        while (done < length) {
            done += source.copyNext(memory, address + done, length - done);
            waits.poll();
        }
    }

    private AesCounterGenerator generator() {
        AesCounterGenerator known = generator;
        if (known == null) {
            known = randomness.seed().isPresent()
                    ? AesCounterGenerator.seeded(randomness.seed().getAsLong())
                    : AesCounterGenerator.secure();
            generator = known;
        }
        return known;
    }
}
