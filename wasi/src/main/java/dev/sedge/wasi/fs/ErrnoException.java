package dev.sedge.wasi.fs;

import java.io.IOException;

/**
 * A failed call of a guest, as the error number that the guest sees.
 *
 * <p>It carries no stack trace: for a guest it is an ordinary answer, and a hostile guest can cause as many as it likes.
 */
public final class ErrnoException extends IOException {
    private static final long serialVersionUID = 1L;

    private final Errno errno;

    /** An answer without further words. */
    public ErrnoException(Errno errno) {
        this(errno, errno.name());
    }

    /** An answer with words for the host's log; the guest never sees them. */
    public ErrnoException(Errno errno, String message) {
        super(message);
        this.errno = errno;
    }

    /** An answer that the host's own error caused. */
    public ErrnoException(Errno errno, String message, Throwable cause) {
        super(message, cause);
        this.errno = errno;
    }

    /** The error number. */
    public Errno errno() {
        return errno;
    }

    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized")
    public Throwable fillInStackTrace() {
        return this;
    }
}
