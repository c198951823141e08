package dev.sedge.wasi.internal.preview1;

import dev.sedge.runtime.InstanceControl;
import dev.sedge.runtime.StopReason;
import dev.sedge.wasi.Sleeper;
import java.nio.channels.Selector;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Where a guest waits: for input, for time to pass. One condition, signalled by whatever makes input ready and by a
 * request to stop, so that no wait outlives the guest. {@link #await} belongs to the guest's thread, the rest to any.
 */
final class Waits implements AutoCloseable {
    /** A wait without end. */
    static final long FOREVER = Long.MAX_VALUE;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final InstanceControl control;
    private final Sleeper sleeper;
    private final Holdings holdings;
    private final InstanceControl.Registration registration;

    /** Where the guest waits for sockets; volatile because other threads wake it. */
    private volatile @Nullable Selector selector;

    Waits(InstanceControl control, Sleeper sleeper, Holdings holdings) {
        this.control = control;
        this.sleeper = sleeper;
        this.holdings = holdings;
        this.registration = control.onStop(this::wake);
    }

    /** Makes the waiting guest look again. */
    void wake() {
        lock.lock();
        try {
            signal();
        } finally {
            lock.unlock();
        }
    }

    /** Makes the waiting guest look again; with {@link #lock()} held. */
    void signal() {
        changed.signalAll();
        Selector sockets = selector;
        if (sockets != null) {
            sockets.wakeup();
        }
    }

    /** Wakes this selector, too, from now on. */
    void wakeAlso(Selector sockets) {
        selector = sockets;
    }

    /** The lock under which what a guest waits for changes. */
    ReentrantLock lock() {
        return lock;
    }

    /** Ends the call by throwing what unwinds the guest if it was asked to stop. */
    void poll() {
        control.poll();
    }

    /** Unwinds the guest if it was asked to stop, or if its thread was interrupted, which counts as such a request. */
    void requireRunning() {
        if (Thread.currentThread().isInterrupted()) {
            control.stop(StopReason.REQUESTED);
        }
        control.poll();
    }

    /** Says whether something is ready now; it is asked with the lock held. */
    boolean holds(BooleanSupplier ready) {
        lock.lock();
        try {
            return ready.getAsBoolean();
        } finally {
            lock.unlock();
        }
    }

    /** Says whether time passes by itself, so that any wait may be used. */
    boolean isRealTime() {
        return sleeper.equals(Sleeper.real());
    }

    /** Lets time pass in the embedder's way unless something is ready; returns what is left of it. */
    long sleep(BooleanSupplier ready, long nanoseconds) {
        lock.lock();
        try {
            return ready.getAsBoolean() || control.isStopRequested()
                    ? nanoseconds
                    : sleeper.await(changed, nanoseconds);
        } catch (InterruptedException e) {
            stopForInterrupt();
            return nanoseconds;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until something is ready or the time has passed.
     *
     * @param ready is asked with the lock held
     * @param nanoseconds {@link #FOREVER}, or the time to wait; 0 or less only looks
     * @return whether it is ready
     */
    boolean await(BooleanSupplier ready, long nanoseconds) {
        LongWait wait = begin();
        long left = nanoseconds;
        while (true) {
            control.poll();
            left -= wait.pack();
            lock.lock();
            try {
                if (control.isStopRequested()) {
                    continue;
                }
                if (ready.getAsBoolean()) {
                    return true;
                }
                if (left <= 0) {
                    return false;
                }
                if (nanoseconds == FOREVER || isRealTime()) {
                    long step = wait.next(left);
                    left += changed.awaitNanos(step) - step;
                } else {
                    // An embedder's way to let time pass is told of all of it.
                    left = sleeper.await(changed, left);
                }
            } catch (InterruptedException e) {
                stopForInterrupt();
            } finally {
                lock.unlock();
            }
        }
    }

    /** A wait that begins now. */
    LongWait begin() {
        return new LongWait(holdings);
    }

    /** Who interrupts the guest's thread wants the guest to end; the flag is not ours to clear. */
    private void stopForInterrupt() {
        Thread.currentThread().interrupt();
        control.stop(StopReason.REQUESTED);
    }

    @Override
    public void close() {
        registration.close();
    }
}
