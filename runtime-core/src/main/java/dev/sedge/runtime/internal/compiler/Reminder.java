package dev.sedge.runtime.internal.compiler;

/**
 * Does something a while after it was asked for; less often each time, as long as it is asked for again meanwhile. It has
 * a thread only while it waits, one that lets others go first and keeps no process from ending. Thread-safe.
 */
final class Reminder {

    private static final long FIRST_MILLIS = 1000;
    private static final long LONGEST_MILLIS = 64_000;

    private final Pause pause;

    /** Guarded by this, as what follows. */
    private boolean awake;

    private boolean asked;

    /** How to wait. */
    @FunctionalInterface
    interface Pause {
        void millis(long millis) throws InterruptedException;
    }

    Reminder() {
        this(Thread::sleep);
    }

    Reminder(Pause pause) {
        this.pause = pause;
    }

    /** Does this later. */
    @SuppressWarnings("ThreadPriorityCheck") // Nothing depends on it; where the system heeds it, guests go first.
    synchronized void remind(Runnable work) {
        asked = true;
        if (awake) {
            return;
        }
        awake = true;
        Thread thread = new Thread(() -> run(work), "wasm-keeper");
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
        thread.start();
    }

    private void run(Runnable work) {
        try {
            for (long millis = FIRST_MILLIS; isAsked(); millis = Math.min(2 * millis, LONGEST_MILLIS)) {
                pause.millis(millis);
                work.run();
            }
        } catch (InterruptedException e) {
            sleep(); // Whoever asks next has a new thread.
        }
    }

    private synchronized boolean isAsked() {
        boolean result = asked;
        asked = false;
        awake = result;
        return result;
    }

    private synchronized void sleep() {
        awake = false;
    }
}
