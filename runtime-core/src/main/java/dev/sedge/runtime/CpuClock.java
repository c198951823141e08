package dev.sedge.runtime;

import dev.sedge.runtime.internal.FieldHandles;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The CPU time of the thread that runs a guest, from where it first entered the guest to where it left it last. Reading
 * a thread's CPU clock costs more than a short call of a guest, so that is done once in a millisecond at most, and what
 * the thread does between two calls counts too.
 *
 * <p>{@link #enter} and {@link #leave} are for the thread that owns the instance, {@link #total} is for all.
 */
final class CpuClock {

    private static final @Nullable ThreadMXBean BEAN = bean();
    private static final long GRAIN_NANOS = 1_000_000;
    private static final VarHandle INSIDE = FieldHandles.find(MethodHandles.lookup(), "inside", boolean.class);

    /** The wall clock when the CPU clock was read last; the owner's alone. */
    private long readAt;

    /** The thread that entered last, 0 before. Written by the owner, guarded by this for others, as what follows. */
    private long threadId;

    /** What is to be added to the CPU clock of that thread. */
    private long offset;

    private long spent;

    /** Written by the owner in release mode: a lock for each call would cost as much as the call. */
    @SuppressWarnings("unused")
    private boolean inside;

    private static @Nullable ThreadMXBean bean() {
        ThreadMXBean bean = ManagementFactory.getThreadMXBean();
        return bean.isThreadCpuTimeSupported() && bean.isThreadCpuTimeEnabled() ? bean : null;
    }

    /** The current thread enters the guest. */
    void enter() {
        if (BEAN != null) {
            long current = currentThreadId();
            if (current != threadId) {
                change(current, BEAN.getCurrentThreadCpuTime());
            }
            INSIDE.setRelease(this, true);
        }
    }

    private synchronized void change(long thread, long clock) {
        threadId = thread;
        offset = spent - clock;
        readAt = System.nanoTime();
    }

    /** The current thread leaves the guest. */
    void leave() {
        if (BEAN != null) {
            long now = System.nanoTime();
            if (now - readAt > GRAIN_NANOS) {
                readAt = now;
                count(BEAN.getCurrentThreadCpuTime());
            }
            INSIDE.setRelease(this, false);
        }
    }

    synchronized Duration total() {
        if (BEAN != null && (boolean) INSIDE.getAcquire(this)) {
            count(BEAN.getThreadCpuTime(threadId));
        }
        return Duration.ofNanos(spent);
    }

    private synchronized void count(long clock) {
        if (clock >= 0) {
            spent = Math.max(spent, clock + offset);
        }
    }

    @SuppressWarnings("deprecation") // threadId() is of release 19
    private static long currentThreadId() {
        return Thread.currentThread().getId();
    }
}
