package dev.sedge.oci;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything that can go wrong while an image is named, fetched, checked, stored or published.
 *
 * <p>A message is one line that names the action, the object, what was observed and what would help. It never contains
 * a credential, a token or the query of a URL.
 */
public abstract sealed class OciException extends IOException {
    private static final long serialVersionUID = 1;

    private final String message;

    private OciException(String message, @Nullable Throwable cause) {
        super(message, cause);
        this.message = message;
    }

    /** The one line that says what failed and what would help. */
    @Override
    public String getMessage() {
        return message;
    }

    /** A text that is no image reference, digest, tag or platform. */
    public static final class InvalidReference extends OciException {
        private static final long serialVersionUID = 1;

        /** Makes the error with its one-line message. */
        public InvalidReference(String message) {
            super(message, null);
        }
    }

    /** The registry or the store does not have what was asked for. */
    public static final class NotFound extends OciException {
        private static final long serialVersionUID = 1;

        /** Makes the error with its one-line message. */
        public NotFound(String message) {
            super(message, null);
        }
    }

    /** The registry wants credentials, or does not accept those it was given for this action. */
    public static final class Unauthorized extends OciException {
        private static final long serialVersionUID = 1;

        /** Makes the error with its one-line message. */
        public Unauthorized(String message) {
            super(message, null);
        }

        /** Makes the error with its one-line message and its cause. */
        public Unauthorized(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** The registry asks to come back later, and later is after the deadline. */
    public static final class RateLimited extends OciException {
        private static final long serialVersionUID = 1;
        private final @Nullable Duration retryAfter;

        /** Makes the error with its one-line message, without a time that the registry named. */
        public RateLimited(String message) {
            super(message, null);
            this.retryAfter = null;
        }

        /** Makes the error with its one-line message and the wait that the registry asked for. */
        public RateLimited(String message, Duration retryAfter) {
            super(message, null);
            this.retryAfter = retryAfter;
        }

        /** The wait that the registry asked for, as it said it; empty if it named none. */
        public Optional<Duration> retryAfter() {
            return Optional.ofNullable(retryAfter);
        }
    }

    /** The registry cannot be reached, is not trusted, is too slow, or answers with a failure of its own. */
    public static final class Unavailable extends OciException {
        private static final long serialVersionUID = 1;
        private final boolean unreachable;

        /** Makes the error with its one-line message, of a registry that was reached. */
        public Unavailable(String message) {
            this(message, null, false);
        }

        /** Makes the error with its one-line message and its cause, of a registry that was reached. */
        public Unavailable(String message, Throwable cause) {
            this(message, cause, false);
        }

        private Unavailable(String message, @Nullable Throwable cause, boolean unreachable) {
            super(message, cause);
            this.unreachable = unreachable;
        }

        /** Makes the error with its one-line message, of a registry that works for nobody now. */
        public static Unavailable unreachable(String message) {
            return new Unavailable(message, null, true);
        }

        /** Makes the error with its one-line message and its cause, of a registry that works for nobody now. */
        public static Unavailable unreachable(String message, Throwable cause) {
            return new Unavailable(message, cause, true);
        }

        /**
         * Whether nobody answers, or not in time, or only that the server itself has failed: an unknown host, a broken
         * connection, a deadline, an answer of 5xx. Never where somebody is not trusted, or refuses, or does not have it.
         */
        public boolean isUnreachable() {
            return unreachable;
        }
    }

    /** Bytes that are not what their digest, size, media type or format says. They are never used. */
    public static final class Corrupt extends OciException {
        private static final long serialVersionUID = 1;

        /** Makes the error with its one-line message. */
        public Corrupt(String message) {
            super(message, null);
        }

        /** Makes the error with its one-line message and its cause. */
        public Corrupt(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** A well-formed image, or a request, of a kind that this module does not handle. */
    public static final class Unsupported extends OciException {
        private static final long serialVersionUID = 1;

        /** Makes the error with its one-line message. */
        public Unsupported(String message) {
            super(message, null);
        }
    }

    /** A document, blob or file tree beyond its limit. */
    public static final class TooLarge extends OciException {
        private static final long serialVersionUID = 1;

        /** Makes the error with its one-line message. */
        public TooLarge(String message) {
            super(message, null);
        }
    }

    /** The disk has no room for what must be written. */
    public static final class DiskFull extends OciException {
        private static final long serialVersionUID = 1;

        /** Makes the error with its one-line message. */
        public DiskFull(String message) {
            super(message, null);
        }

        /** Makes the error with its one-line message and its cause. */
        public DiskFull(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** A local file or directory cannot be read or written for another reason than a full disk. */
    public static final class LocalFailure extends OciException {
        private static final long serialVersionUID = 1;

        /** Makes the error with its one-line message. */
        public LocalFailure(String message) {
            super(message, null);
        }

        /** Makes the error with its one-line message and its cause. */
        public LocalFailure(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** The thread that waited was interrupted, or the caller closed the stream. */
    public static final class Cancelled extends OciException {
        private static final long serialVersionUID = 1;

        /** Makes the error with its one-line message. */
        public Cancelled(String message) {
            super(message, null);
        }

        /** Makes the error with its one-line message and its cause. */
        public Cancelled(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** A policy of this node forbids the image. */
    public static final class PolicyDenied extends OciException {
        private static final long serialVersionUID = 1;

        /** Makes the error with its one-line message. */
        public PolicyDenied(String message) {
            super(message, null);
        }
    }
}
