package dev.sedge.runtime;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The CPU time of the thread that runs a guest, from where it first entered the guest to where it left it last. Reading
 * a thread's CPU clock costs more than a short call of a guest, so calls under a millisecond are added up by the next
 * reading, together with what the thread did between them.
 *
 * <p>{@link #enter} and {@link #leave} are for the thread that owns the instance, {@link #total} is for all.
 */
final class CpuClock {

    private static final @Nullable ThreadMXBean BEAN = bean();
    private static final long SHORT_NANOS = 1_000_000;

    /** The wall clock at the entrance; the owner's alone. */
    private long entered;

    /** The thread that entered last, 0 before. Guarded by this, as what follows. */
    private long threadId;

    private boolean inside;

    /** What is to be added to the CPU clock of that thread. */
    private long offset;

    private long spent;

    private static @Nullable ThreadMXBean bean() {
        ThreadMXBean bean = ManagementFactory.getThreadMXBean();
        return bean.isThreadCpuTimeSupported() && bean.isThreadCpuTimeEnabled() ? bean : null;
    }

    /** The current thread enters the guest. */
    synchronized void enter() {
        if (BEAN == null) {
            return;
        }
        long current = currentThreadId();
        if (current != threadId) {
            threadId = current;
            offset = spent - BEAN.getCurrentThreadCpuTime();
        }
        inside = true;
        entered = System.nanoTime();
    }

    /** The current thread leaves the guest. */
    synchronized void leave() {
        if (BEAN != null && System.nanoTime() - entered > SHORT_NANOS) {
            count(BEAN.getCurrentThreadCpuTime());
        }
        inside = false;
    }

    synchronized Duration total() {
        if (BEAN != null && inside) {
            count(BEAN.getThreadCpuTime(threadId));
        }
        return Duration.ofNanos(spent);
    }

    private void count(long clock) {
        if (clock >= 0) {
            spent = Math.max(spent, clock + offset);
        }
    }

    @SuppressWarnings("deprecation") // threadId() is of release 19
    private static long currentThreadId() {
        return Thread.currentThread().getId();
    }
}
