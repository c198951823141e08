package dev.sedge.wasi.internal.preview1;

import dev.sedge.runtime.InstanceControl;
import dev.sedge.runtime.StopReason;
import dev.sedge.wasi.Sleeper;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

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
    private final InstanceControl.Registration registration;

    Waits(InstanceControl control, Sleeper sleeper) {
        this.control = control;
        this.sleeper = sleeper;
        this.registration = control.onStop(this::wake);
    }

    /** Makes the waiting guest look again. */
    void wake() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The lock under which what a guest waits for changes. */
    ReentrantLock lock() {
        return lock;
    }

    /** Signalled at each change; may be waited on with {@link #lock()} held. */
    Condition changed() {
        return changed;
    }

    /** Ends the call by throwing what unwinds the guest if it was asked to stop. */
    void poll() {
        control.poll();
    }

    /**
     * Waits until something is ready or the time has passed.
     *
     * @param ready is asked with the lock held
     * @param nanoseconds {@link #FOREVER}, or the time to wait; 0 or less only looks
     * @return whether it is ready
     */
    boolean await(BooleanSupplier ready, long nanoseconds) {
        long left = nanoseconds;
        while (true) {
            control.poll();
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
                if (nanoseconds == FOREVER) {
                    changed.await();
                } else {
                    left = sleeper.await(changed, left);
                }
            } catch (InterruptedException e) {
                control.stop(StopReason.REQUESTED); // who interrupts the guest's thread wants the guest to end
            } finally {
                lock.unlock();
            }
        }
    }

    @Override
    public void close() {
        registration.close();
    }
}
