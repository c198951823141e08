package dev.sedge.wasi;

import java.util.concurrent.locks.Condition;

/**
 * Lets time pass for a guest that sleeps or waits with a timeout. An implementation must wait on the given condition
 * and in no other way, because input that arrives and a request to stop are signalled there. The state of sockets is not:
 * a guest that waits for sockets and time at once looks at its sockets before and after, unless the sleeper is
 * {@link #real()}, with which it sees them at once.
 */
@FunctionalInterface
public interface Sleeper {
    /**
     * Waits until the condition is signalled or the time has passed. Called on the guest's thread with the lock of the
     * condition held.
     *
     * @param wakeUp is signalled when the guest should look again
     * @param nanoseconds how long to wait at most; positive
     * @return the time that is left, or a value not above zero when all of it has passed
     * @throws InterruptedException if the thread was interrupted, which stops the guest
     */
    long await(Condition wakeUp, long nanoseconds) throws InterruptedException;

    /**
     * Waits in real time: the default.
     *
     * @return the sleeper, always the same
     */
    static Sleeper real() {
        return Sleepers.REAL;
    }

    /**
     * Never waits: all time asked for has passed at once. The default with {@link MonotonicClock#virtual()}.
     *
     * @return the sleeper
     */
    static Sleeper virtual() {
        return (wakeUp, nanoseconds) -> 0;
    }
}
