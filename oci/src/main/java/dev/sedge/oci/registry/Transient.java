package dev.sedge.oci.registry;

import dev.sedge.oci.OciException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A failure that may pass by itself, with the error to report if it does not. */
final class Transient extends Exception {
    private static final long serialVersionUID = 1;

    private final OciException failure;
    private final @Nullable Duration retryAfter;

    Transient(OciException failure, @Nullable Duration retryAfter) {
        super(failure);
        this.failure = failure;
        this.retryAfter = retryAfter;
    }

    OciException failure() {
        return failure;
    }

    @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
