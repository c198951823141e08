package dev.sedge.wasi.internal.preview1;

import static dev.sedge.wasi.internal.preview1.GuestMemory.unsigned;

import dev.sedge.wasi.fs.ErrnoException;

/**
 * {@code clock_res_get} and {@code clock_time_get}: SUCCESS, FAULT, INVAL for an unknown clock, NOTCAPABLE for one that
 * is not granted. The CPU clocks belong to the monotonic clock. Precision is ignored.
 */
final class ClockCalls implements CallFamily {
    private final GuestMemory memory;
    private final GuestTime time;

    ClockCalls(Guest guest) {
        this.memory = guest.memory();
        this.time = guest.time();
    }

    @Override
    public void call(Call call, long[] a) throws ErrnoException {
        switch (call) {
            case CLOCK_RES_GET -> answer(unsigned(a[1]), time.resolution((int) a[0]));
            case CLOCK_TIME_GET -> answer(unsigned(a[2]), time.now((int) a[0]));
            default -> throw CallFamily.foreign(call);
        }
    }

    private void answer(long result, long nanoseconds) throws ErrnoException {
        memory.require(result, Long.BYTES);
        memory.writeLong(result, nanoseconds);
    }
}
