package dev.sedge.runtime;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The CPU time of the thread that runs a guest, as far as it is spent inside the guest. */
final class CpuClock {

    private static final @Nullable ThreadMXBean BEAN = bean();

    /** The thread inside the guest, or 0. Guarded by this, as all fields. */
    private long threadId;

    private long entered;
    private long spent;

    private static @Nullable ThreadMXBean bean() {
        ThreadMXBean bean = ManagementFactory.getThreadMXBean();
        return bean.isThreadCpuTimeSupported() && bean.isThreadCpuTimeEnabled() ? bean : null;
    }

    /** The current thread enters the guest. */
    synchronized void enter() {
        if (BEAN != null) {
            entered = BEAN.getCurrentThreadCpuTime();
            threadId = currentThreadId();
        }
    }

    /** The current thread leaves the guest. */
    synchronized void leave() {
        if (BEAN != null) {
            spent += Math.max(0, BEAN.getCurrentThreadCpuTime() - entered);
            threadId = 0;
        }
    }

    synchronized Duration total() {
        long now = BEAN == null || threadId == 0 ? -1 : BEAN.getThreadCpuTime(threadId);
        return Duration.ofNanos(spent + (now < 0 ? 0 : Math.max(0, now - entered)));
    }

    @SuppressWarnings("deprecation") // threadId() is of release 19
    private static long currentThreadId() {
        return Thread.currentThread().getId();
    }
}
