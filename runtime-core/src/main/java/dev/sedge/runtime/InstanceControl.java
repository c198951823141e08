package dev.sedge.runtime;

import dev.sedge.runtime.internal.FieldHandles;
import java.lang.System.Logger.Level;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The hook by which other threads stop, pause and account one instance. Thread-safe. It belongs to one instance at
 * most, and may be made and even stopped before that instance exists.
 *
 * <p>The guest looks at one flag, often; only when the flag is up does it take the lock and ask what is wanted. A stop
 * is certain: it needs no cooperation of the guest, and no interrupt of its thread, which would close its files.
 */
public final class InstanceControl {

    private static final VarHandle ATTENTION = FieldHandles.find(MethodHandles.lookup(), "attention", int.class);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<WakeUp> wakeUps = new ArrayList<>();
    private final AtomicBoolean attached = new AtomicBoolean();
    private final CpuClock cpu = new CpuClock();

    /** Not 0 while a stop or a pause is pending; read in opaque mode by the guest, written under the lock. */
    @SuppressWarnings("unused")
    private int attention;

    private boolean paused;

    /** Volatile: read without the lock. */
    private volatile @Nullable StopReason reason;

    private InstanceControl() {}

    /** A control for an instance yet to be made. */
    public static InstanceControl create() {
        return new InstanceControl();
    }

    /**
     * Stops the guest for good: it ends at its next call or branch, and a blocked host function that registered itself
     * with {@link #onStop} is woken. The first reason wins; later calls do nothing.
     */
    public void stop(StopReason why) {
        List<WakeUp> pending;
        lock.lock();
        try {
            if (reason != null) {
                return;
            }
            reason = why;
            ATTENTION.setOpaque(this, 1);
            changed.signalAll();
            pending = List.copyOf(wakeUps);
            wakeUps.clear();
        } finally {
            lock.unlock();
        }
        pending.forEach(WakeUp::run);
    }

    /**
     * Lets the guest wait at its next call or branch until {@link #resume}. A host function that runs goes on; what it
     * waits for is not woken. The deadline goes on too.
     */
    public void pause() {
        lock.lock();
        try {
            paused = true;
            ATTENTION.setOpaque(this, 1);
        } finally {
            lock.unlock();
        }
    }

    /** Ends a {@link #pause}. */
    public void resume() {
        lock.lock();
        try {
            paused = false;
            ATTENTION.setOpaque(this, reason == null ? 0 : 1);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Whether the guest is to wait. */
    public boolean isPaused() {
        lock.lock();
        try {
            return paused;
        } finally {
            lock.unlock();
        }
    }

    /** Why the guest was stopped; empty while it was not. */
    public Optional<StopReason> stopReason() {
        return Optional.ofNullable(reason);
    }

    /** Whether {@link #stop} was called. */
    public boolean isStopRequested() {
        return reason != null;
    }

    /**
     * Where the guest looks whether it may go on; for the guest's thread. Returns at once, or waits while paused.
     *
     * @throws GuestInterruptedException after a stop with {@link StopReason#REQUESTED}, or when the thread is
     *     interrupted while it waits, which counts as such a stop
     * @throws LimitExceededException after a stop with {@link StopReason#DEADLINE}
     */
    public void poll() {
        if ((int) ATTENTION.getOpaque(this) != 0) {
            attend();
        }
    }

    private void attend() {
        boolean interrupted = false;
        lock.lock();
        try {
            while (paused && reason == null && !interrupted) {
                changed.await();
            }
        } catch (InterruptedException e) {
            interrupted = true;
        } finally {
            lock.unlock();
        }
        if (interrupted) {
            stop(StopReason.REQUESTED);
            Thread.currentThread().interrupt();
        }
        StopReason why = reason;
        if (why == StopReason.REQUESTED) {
            throw new GuestInterruptedException("guest stopped on request");
        }
        if (why == StopReason.DEADLINE) {
            throw new LimitExceededException(
                    LimitExceededException.Limit.DEADLINE, "guest stopped: its deadline has passed");
        }
    }

    /**
     * Has something run once when the guest is stopped, on the thread that stops it; at once if it is stopped already.
     * For host functions that block: register, wait, close the registration, {@link #poll}.
     *
     * @param wakeUp short and thread-safe; it may still run when the stop comes while the registration is being closed
     */
    public Registration onStop(Runnable wakeUp) {
        WakeUp entry = new WakeUp(wakeUp);
        lock.lock();
        try {
            if (reason == null) {
                wakeUps.add(entry);
                return () -> forget(entry);
            }
        } finally {
            lock.unlock();
        }
        entry.run();
        return () -> {};
    }

    private void forget(WakeUp entry) {
        lock.lock();
        try {
            wakeUps.remove(entry);
        } finally {
            lock.unlock();
        }
    }

    /**
     * The CPU time of the guest's thread from its first call into the guest up to now, or up to where it left the guest
     * last, to a millisecond. What it takes to compile functions that the guest calls is part of it, once they are
     * compiled; the JIT compiler of the JVM is not. Zero where the JVM cannot measure the CPU time of threads.
     */
    public Duration cpuTime() {
        return cpu.total();
    }

    /** Binds this control to the one instance it controls. */
    void attach() {
        if (!attached.compareAndSet(false, true)) {
            throw new IllegalArgumentException("instantiate: this InstanceControl belongs to another instance already");
        }
    }

    CpuClock cpu() {
        return cpu;
    }

    /** What {@link #onStop} returns: closing it takes the wake-up back. */
    @FunctionalInterface
    public interface Registration extends AutoCloseable {
        /** Takes the wake-up back; closing twice does nothing. */
        @Override
        void close();
    }

    /** One registered wake-up, compared by identity. */
    private static final class WakeUp {
        private final Runnable action;

        WakeUp(Runnable action) {
            this.action = action;
        }

        void run() {
            try {
                action.run();
            } catch (RuntimeException e) {
                System.getLogger(InstanceControl.class.getName())
                        .log(Level.WARNING, "a wake-up of a blocked host function failed", e);
            }
        }
    }
}
