package dev.sedge.runtime;

/**
 * The guest was stopped from outside, by {@link InstanceControl#stop} with {@link StopReason#REQUESTED} or by an
 * interrupt of its thread. In the second case the thread's interrupt flag is still set.
 */
public final class GuestInterruptedException extends WasmException {

    private static final long serialVersionUID = 1L;

    /** An exception with one line that says who stopped the guest. */
    public GuestInterruptedException(String message) {
        super(message, null);
    }
}
