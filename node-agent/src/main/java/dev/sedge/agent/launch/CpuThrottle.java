package dev.sedge.agent.launch;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Holds the guests of containers to their shares of CPU by pausing them. One daemon thread for all; it exists only while
 * there are guests with a share below one CPU, and those without cost nothing. Thread-safe.
 */
final class CpuThrottle {
    /** Looks that are due within so much are taken together. */
    private static final long TOGETHER_NANOS = 500_000;

    private final LongSupplier clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final PriorityQueue<Group> due = new PriorityQueue<>(Comparator.comparingLong(group -> group.dueAt));
    private final Consumer<Runnable> worker;
    private boolean working;

    CpuThrottle() {
        this(System::nanoTime, CpuThrottle::onThread);
    }

    /**
     * A throttle.
     *
     * @param clock nanoseconds
     * @param worker runs the work that looks when it is due
     */
    CpuThrottle(LongSupplier clock, Consumer<Runnable> worker) {
        this.clock = clock;
        this.worker = worker;
    }

    private static void onThread(Runnable work) {
        Thread thread = new Thread(work, "sedge-cpu-throttle");
        thread.setDaemon(true);
        thread.start();
    }

    /** The guests of one container, which share its CPU. */
    final class Group {
        private final Set<LimitedGuest> guests = new HashSet<>();
        private @Nullable DutyCycle cycle;
        private long quotaNanos;
        private long periodNanos;
        private long spentNanos;
        private boolean paused;
        private long dueAt;

        /** Takes a guest in that runs now. */
        void add(LimitedGuest guest) {
            lock.lock();
            try {
                guests.add(guest);
                if (paused) {
                    guest.pause();
                }
                arrange();
            } finally {
                lock.unlock();
            }
        }

        /** The guest has ended. */
        void remove(LimitedGuest guest) {
            lock.lock();
            try {
                if (guests.remove(guest)) {
                    spentNanos += guest.cpuTime().toNanos();
                    arrange();
                }
            } finally {
                lock.unlock();
            }
        }

        /**
         * Sets the share.
         *
         * @param quota CPU time in each period; 0 or less for no limit
         * @param period more than 0 if there is a quota
         */
        void limit(long quota, long period) {
            lock.lock();
            try {
                quotaNanos = quota;
                periodNanos = period;
                cycle = null;
                arrange();
            } finally {
                lock.unlock();
            }
        }

        /** A share of as many CPUs as there are guests, each with one thread, is no limit. */
        private boolean isLimited() {
            return quotaNanos > 0 && !guests.isEmpty() && quotaNanos / guests.size() < periodNanos;
        }

        private long cpu() {
            long sum = spentNanos;
            for (LimitedGuest guest : guests) {
                sum += guest.cpuTime().toNanos();
            }
            return sum;
        }

        /** Begins or ends to look after the group. */
        private void arrange() {
            due.remove(this);
            if (!isLimited()) {
                cycle = null;
                run(true);
                return;
            }
            long now = clock.getAsLong();
            if (cycle == null) {
                cycle = new DutyCycle(quotaNanos, periodNanos, now, cpu());
            }
            dueAt = now;
            due.add(this);
            wake();
        }

        private void look(long now) {
            DutyCycle present = cycle;
            if (present != null) {
                DutyCycle.Decision decision = present.look(now, cpu(), guests.size());
                run(decision.run());
                dueAt = now + decision.lookAfterNanos();
                due.add(this);
            }
        }

        private void run(boolean may) {
            if (paused == may) {
                paused = !may;
                guests.forEach(may ? LimitedGuest::resume : LimitedGuest::pause);
            }
        }
    }

    /** The group of a new container, without a limit. */
    Group group() {
        return new Group();
    }

    private void wake() {
        changed.signalAll();
        if (!working) {
            working = true;
            worker.accept(this::work);
        }
    }

    private void work() {
        lock.lock();
        try {
            while (!due.isEmpty()) {
                long wait = lookAtDue();
                if (wait > 0) {
                    changed.awaitNanos(wait);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // Nobody does that; guests then run unlimited until the next change.
        } finally {
            working = false;
            lock.unlock();
        }
    }

    /** Looks at the groups that are due; how long there is nothing to do then. */
    long lookAtDue() {
        lock.lock();
        try {
            long now = clock.getAsLong();
            List<Group> looked = new ArrayList<>();
            while (!due.isEmpty() && due.peek().dueAt - now <= TOGETHER_NANOS) {
                looked.add(due.remove());
            }
            looked.forEach(group -> group.look(now));
            return due.isEmpty() ? 0 : due.peek().dueAt - now;
        } finally {
            lock.unlock();
        }
    }
}
