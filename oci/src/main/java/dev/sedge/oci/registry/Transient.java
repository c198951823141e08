package dev.sedge.oci.registry;

import dev.sedge.oci.OciException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A failure that may pass by itself, with the error to report if it does not. */
final class Transient extends Exception {
    private static final long serialVersionUID = 1;

    private final OciException failure;
    private final @Nullable Duration retryAfter;
    private final boolean notConnected;

    Transient(OciException failure, @Nullable Duration retryAfter) {
        this(failure, retryAfter, false);
    }

    private Transient(OciException failure, @Nullable Duration retryAfter, boolean notConnected) {
        super(failure);
        this.failure = failure;
        this.retryAfter = retryAfter;
        this.notConnected = notConnected;
    }

    /** A failure to find anybody at all. */
    static Transient notConnected(OciException failure) {
        return new Transient(failure, null, true);
    }

    OciException failure() {
        return failure;
    }

    @Nullable Duration retryAfter() {
        return retryAfter;
    }

    /** Whether there was no connection at all. */
    boolean notConnected() {
        return notConnected;
    }
}
