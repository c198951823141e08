package dev.sedge.runtime;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Stops guests whose deadline has passed. One daemon thread for the JVM, which exists only while there are deadlines. */
final class Watchdog {

    private static final ScheduledThreadPoolExecutor TIMER = timer();

    private Watchdog() {}

    private static ScheduledThreadPoolExecutor timer() {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "sedge-watchdog");
            thread.setDaemon(true);
            return thread;
        });
        timer.setRemoveOnCancelPolicy(true);
        timer.setKeepAliveTime(10, TimeUnit.SECONDS);
        timer.allowCoreThreadTimeOut(true);
        return timer;
    }

    /** Stops the guest of this control after a time, unless the result is cancelled before. */
    static Future<?> arm(InstanceControl control, Duration time) {
        return TIMER.schedule(() -> control.stop(StopReason.DEADLINE), nanos(time), TimeUnit.NANOSECONDS);
    }

    private static long nanos(Duration time) {
        try {
            return Math.min(time.toNanos(), Long.MAX_VALUE >> 1);
        } catch (ArithmeticException tooLong) {
            return Long.MAX_VALUE >> 1;
        }
    }
}
