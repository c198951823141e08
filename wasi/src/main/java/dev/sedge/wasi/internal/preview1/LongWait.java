package dev.sedge.wasi.internal.preview1;

/**
 * One wait of a guest, whose holdings are packed once it has lasted long and is to go on. How long it has been is all that is
 * asked, because nobody knows how long it will be: a timeout is often the time after which somebody gives up. For the
 * guest's thread.
 */
final class LongWait {
    private final Holdings holdings;
    private Stage stage = Stage.NEW;
    private long begin;
    private long patience;

    /** How far it has come. */
    private enum Stage {
        NEW,
        BEGUN,
        DUE,
        PACKED
    }

    LongWait(Holdings holdings) {
        this.holdings = holdings;
    }

    /** How long to wait next, at most so many nanoseconds; 0 when {@link #pack} is to come first. */
    long next(long nanoseconds) {
        if (stage == Stage.NEW) {
            stage = Stage.BEGUN;
            begin = System.nanoTime();
            patience = holdings.packAfter();
        }
        if (stage == Stage.PACKED) {
            return nanoseconds;
        }
        long left = patience - (System.nanoTime() - begin);
        stage = left > 0 ? Stage.BEGUN : Stage.DUE;
        return Math.max(0, Math.min(nanoseconds, left));
    }

    /** Packs if it is time; with no lock held. Returns how many nanoseconds that took. */
    long pack() {
        if (stage != Stage.DUE) {
            return 0;
        }
        long start = System.nanoTime();
        stage = Stage.PACKED;
        holdings.pack();
        return System.nanoTime() - start;
    }
}
