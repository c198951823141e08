package dev.sedge.runtime.internal;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The CPU time of a thread in nanoseconds, with that of other threads while they do something for it that it waits for.
 * Thread-safe.
 */
public final class ThreadCpu {

    private static final @Nullable ThreadMXBean BEAN = bean();

    private static final ThreadLocal<@Nullable ThreadCpu> CURRENT = new ThreadLocal<>();

    private final long id;
    private final AtomicLong helpers = new AtomicLong();

    private ThreadCpu(long id) {
        this.id = id;
    }

    private static @Nullable ThreadMXBean bean() {
        ThreadMXBean bean = ManagementFactory.getThreadMXBean();
        return bean.isThreadCpuTimeSupported() && bean.isThreadCpuTimeEnabled() ? bean : null;
    }

    /** Whether the JVM can tell the CPU time of threads; if not, all is 0. */
    public static boolean isMeasured() {
        return BEAN != null;
    }

    /** That of the current thread. */
    public static ThreadCpu ofCurrentThread() {
        ThreadCpu known = CURRENT.get();
        if (known == null) {
            known = new ThreadCpu(currentThreadId());
            CURRENT.set(known);
        }
        return known;
    }

    @SuppressWarnings("deprecation") // threadId() is of release 19
    private static long currentThreadId() {
        return Thread.currentThread().getId();
    }

    /** Whether it is that of the current thread. */
    public boolean isCurrent() {
        return id == currentThreadId();
    }

    /** The time so far; negative if the thread has ended. From the thread itself it takes less. */
    public long nanos() {
        if (BEAN == null) {
            return 0;
        }
        long own = isCurrent() ? BEAN.getCurrentThreadCpuTime() : BEAN.getThreadCpuTime(id);
        return own < 0 ? own : own + helpers.get();
    }

    /** Counts the current thread's whole time until now, for a thread that was started to do something for this one. */
    public void addCurrentThread() {
        if (BEAN != null) {
            helpers.addAndGet(BEAN.getCurrentThreadCpuTime());
        }
    }
}
