package dev.sedge.runtime.internal;

/** An amount that an instance may use in all. Taken by the thread of the instance; whether it ran out is for all threads. */
public final class Budget {

    private final long limit;
    private long used;

    /** Volatile: read by other threads, also when the instance has ended. */
    private volatile boolean refused;

    /** A budget of this amount, none of it used. */
    public Budget(long limit) {
        this.limit = limit;
    }

    /** Takes an amount if it is there, else remembers that it was refused. */
    public boolean take(long amount) {
        if (amount > limit - used) {
            refused = true;
            return false;
        }
        used += amount;
        return true;
    }

    /** Gives back what was taken and could not be used after all, and remembers that. */
    public void giveBack(long amount) {
        used -= amount;
        refused = true;
    }

    public long limit() {
        return limit;
    }

    public long available() {
        return limit - used;
    }

    /** Whether anything was ever refused. */
    public boolean wasRefused() {
        return refused;
    }
}
