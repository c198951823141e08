package dev.sedge.runtime.internal;

import static java.util.Objects.requireNonNull;

/** Carries what a host function threw through the frames of the guest, so that nothing there takes it for its own. */
public final class HostThrow extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** A carrier without a stack trace. */
    public HostThrow(Throwable thrown) {
        super(null, requireNonNull(thrown), false, false);
    }

    /** What the host function threw. */
    public Throwable thrown() {
        return requireNonNull(getCause());
    }

    /** Throws anything, declared or not, as it is. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    public static <T extends Throwable> RuntimeException sneak(Throwable t) throws T {
        throw (T) t;
    }
}
