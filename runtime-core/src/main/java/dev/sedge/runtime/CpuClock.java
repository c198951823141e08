package dev.sedge.runtime;

import dev.sedge.runtime.internal.FieldHandles;
import dev.sedge.runtime.internal.ThreadCpu;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The CPU time of the thread that runs a guest, from where it first entered the guest to where it left it last. Reading
 * a thread's CPU clock costs more than a short call of a guest, so that is done once in a millisecond at most, and what
 * the thread does between two calls counts too, and so does the compiler that it waits for.
 *
 * <p>{@link #enter} and {@link #leave} are for the thread that owns the instance, {@link #total} is for all.
 */
final class CpuClock {

    private static final boolean MEASURED = ThreadCpu.isMeasured();
    private static final long GRAIN_NANOS = 1_000_000;
    private static final VarHandle INSIDE = FieldHandles.find(MethodHandles.lookup(), "inside", boolean.class);

    /** The wall clock when the CPU clock was read last; the owner's alone. */
    private long readAt;

    /** The clock of the thread that entered last. Written by the owner, guarded by this for others, as what follows. */
    private @Nullable ThreadCpu thread;

    /** What is to be added to it. */
    private long offset;

    private long spent;

    /** Written by the owner in release mode: a lock for each call would cost as much as the call. */
    @SuppressWarnings("unused")
    private boolean inside;

    /** The current thread enters the guest. */
    void enter() {
        if (MEASURED) {
            ThreadCpu last = thread;
            if (last == null || !last.isCurrent()) {
                change(ThreadCpu.ofCurrentThread());
            }
            INSIDE.setRelease(this, true);
        }
    }

    private synchronized void change(ThreadCpu current) {
        thread = current;
        offset = spent - current.nanos();
        readAt = System.nanoTime();
    }

    /** The current thread leaves the guest. */
    void leave() {
        if (MEASURED) {
            long now = System.nanoTime();
            if (now - readAt > GRAIN_NANOS) {
                readAt = now;
                count();
            }
            INSIDE.setRelease(this, false);
        }
    }

    synchronized Duration total() {
        if (MEASURED && (boolean) INSIDE.getAcquire(this)) {
            count();
        }
        return Duration.ofNanos(spent);
    }

    private synchronized void count() {
        long nanos = thread == null ? -1 : thread.nanos();
        if (nanos >= 0) {
            spent = Math.max(spent, nanos + offset);
        }
    }
}
