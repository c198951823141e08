package dev.sedge.wasi.internal.preview1;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Marks the moments in which the guest's thread is inside a stream of the embedder. Such a call can block where nothing
 * can wake it (a full pipe), so a stopped guest is then abandoned: another thread declares it ended, and its own thread
 * may only unwind when the stream lets it go.
 */
public final class StreamCalls {
    private static final int OUTSIDE = 0;
    private static final int INSIDE = 1;
    private static final int ABANDONED = 2;

    private final AtomicInteger state = new AtomicInteger(OUTSIDE);

    /** Marks the start of a call; on the guest's thread. */
    void enter() {
        state.set(INSIDE);
    }

    /** Marks the end of a call; throws {@link Abandoned} if the guest was declared ended meanwhile. */
    void leave() {
        if (!state.compareAndSet(INSIDE, OUTSIDE)) {
            throw new Abandoned();
        }
    }

    /**
     * Declares the guest ended if its thread is inside a stream now.
     *
     * @return whether it was; then its thread touches nothing of the guest any more
     */
    public boolean abandon() {
        return state.compareAndSet(INSIDE, ABANDONED);
    }

    /** Unwinds the thread of an abandoned guest. */
    public static final class Abandoned extends Error {
        private static final long serialVersionUID = 1L;

        Abandoned() {
            super("guest was declared ended while its thread was blocked in a stream", null, false, false);
        }
    }
}
