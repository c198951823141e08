package dev.sedge.wasi;

import java.util.concurrent.locks.Condition;

/** Waits in real time. */
enum RealSleeper implements Sleeper {
    INSTANCE;

    @Override
    public long await(Condition wakeUp, long nanoseconds) throws InterruptedException {
        return wakeUp.awaitNanos(nanoseconds);
    }
}
