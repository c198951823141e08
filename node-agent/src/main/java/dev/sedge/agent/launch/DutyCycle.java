package dev.sedge.agent.launch;

/**
 * Decides when the guests of one container run, so that their CPU time stays within a share: in each period they may
 * use a quota, which fills up evenly; what was used beyond it is paid back by waiting. Times are nanoseconds of any
 * clock. For one thread at a time.
 */
final class DutyCycle {
    /** To look more often would cost more than it is worth; what is used meanwhile is paid back. */
    private static final long SHORTEST_LOOK = 5_000_000;

    private static final long LONGEST_LOOK = 100_000_000;

    /** After a wait there is at least so much to run on, so that a guest with a small share gets on. */
    private static final long SHORTEST_RUN = 5_000_000;

    private final double share;
    private final double most;
    private double balance;
    private long now;
    private long used;
    private long idleLook = SHORTEST_LOOK;

    /**
     * A cycle that begins now with a full quota.
     *
     * @param quotaNanos CPU time in each period, more than 0
     * @param periodNanos the period, more than 0
     * @param now the clock
     * @param used the CPU time that was used until now
     */
    DutyCycle(long quotaNanos, long periodNanos, long now, long used) {
        this.share = (double) quotaNanos / periodNanos;
        this.most = Math.max(quotaNanos, SHORTEST_RUN);
        this.balance = quotaNanos;
        this.now = now;
        this.used = used;
    }

    /**
     * What is to be done until the next look.
     *
     * @param run whether the guests may run meanwhile
     * @param lookAfterNanos when to look again
     */
    record Decision(boolean run, long lookAfterNanos) {}

    /**
     * Looks at the clock and at the CPU time that was used, which both only grow.
     *
     * @param guests how many use it, each on one thread
     */
    Decision look(long clock, long cpu, int guests) {
        long spent = Math.max(0, cpu - used);
        balance = Math.min(most, balance + (clock - now) * share - spent);
        now = clock;
        used = Math.max(used, cpu);
        if (balance <= 0) {
            idleLook = SHORTEST_LOOK;
            return new Decision(false, (long) Math.ceil((Math.min(SHORTEST_RUN, most) - balance) / share));
        }
        long look = spent > 0 ? SHORTEST_LOOK : idleLook;
        idleLook = Math.min(LONGEST_LOOK, look * 2);
        return new Decision(true, Math.max(look, (long) balance / guests));
    }
}
