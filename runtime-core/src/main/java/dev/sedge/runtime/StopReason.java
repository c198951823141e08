package dev.sedge.runtime;

/** Why a guest was stopped. */
public enum StopReason {
    /** Somebody asked for it: the guest ends with {@link GuestInterruptedException}. */
    REQUESTED,
    /** Its time was over: the guest ends with {@link LimitExceededException} of {@link LimitExceededException.Limit#DEADLINE}. */
    DEADLINE
}
