package dev.sedge.wasi.fs;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.ClosedDirectoryStreamException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.util.Map;
import java.util.Optional;

/**
 * Turns the host's exceptions into error numbers.
 *
 * <p>The JDK has own exception types for few errors; the others carry the C library's text, which depends on library and
 * locale. The texts are therefore learned by provoking the errors ({@link HostErrorTexts}), once, when one is first needed.
 */
final class HostErrors {
    private HostErrors() {}

    /** A call into the host's file system. */
    interface HostCall<T> {
        T run() throws IOException;
    }

    /** A call into the host's file system without a result. */
    interface HostAction {
        void run() throws IOException;
    }

    /** Runs a call and answers its failures as error numbers. */
    static <T> T call(HostCall<T> call) throws ErrnoException {
        try {
            return call.run();
        } catch (IOException e) {
            throw translate(e);
        } catch (DirectoryIteratorException e) {
            throw Optional.ofNullable(e.getCause())
                    .map(HostErrors::translate)
                    .orElseGet(() -> new ErrnoException(Errno.IO));
        } catch (InvalidPathException e) {
            throw new ErrnoException(Errno.ILSEQ, "the host cannot encode the name", e);
        } catch (ClosedDirectoryStreamException e) {
            throw new ErrnoException(Errno.BADF, "the directory handle is closed", e);
        }
    }

    /** Runs an action and answers its failures as error numbers. */
    static void run(HostAction action) throws ErrnoException {
        HostErrors.<Boolean>call(() -> {
            action.run();
            return true;
        });
    }

    private static ErrnoException translate(IOException e) {
        if (e instanceof ErrnoException known) {
            return known;
        }
        return new ErrnoException(byType(e).or(() -> byText(e)).orElse(Errno.IO), e.toString(), e);
    }

    private static final Map<Class<? extends IOException>, Errno> TYPES = Map.of(
            NoSuchFileException.class, Errno.NOENT,
            FileAlreadyExistsException.class, Errno.EXIST,
            AccessDeniedException.class, Errno.ACCES,
            NotDirectoryException.class, Errno.NOTDIR,
            DirectoryNotEmptyException.class, Errno.NOTEMPTY,
            AtomicMoveNotSupportedException.class, Errno.XDEV,
            FileSystemLoopException.class, Errno.LOOP,
            NotLinkException.class, Errno.INVAL,
            ClosedByInterruptException.class, Errno.INTR,
            ClosedChannelException.class, Errno.BADF);

    private static Optional<Errno> byType(IOException e) {
        return Optional.ofNullable(TYPES.get(e.getClass()));
    }

    private static Optional<Errno> byText(IOException e) {
        String text = e instanceof FileSystemException failure ? failure.getReason() : e.getMessage();
        return text == null ? Optional.empty() : HostErrorTexts.lookUp(text);
    }
}
