package dev.sedge.agent.tools;

import dev.sedge.wasi.fs.Errno;
import dev.sedge.wasi.fs.ErrnoException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;

/** What a tool writes and the status it ends with: 0, 1 after a complaint, or 2. For one thread. */
final class ToolOutput {
    /** The status of a tool that does not understand its arguments. */
    static final int USAGE = 2;

    private static final Map<Errno, String> WORDS = new EnumMap<>(Map.ofEntries(
            Map.entry(Errno.ACCES, "Permission denied"),
            Map.entry(Errno.BUSY, "Device or resource busy"),
            Map.entry(Errno.DQUOT, "Disk quota exceeded"),
            Map.entry(Errno.EXIST, "File exists"),
            Map.entry(Errno.FBIG, "File too large"),
            Map.entry(Errno.INVAL, "Invalid argument"),
            Map.entry(Errno.IO, "Input/output error"),
            Map.entry(Errno.ISDIR, "Is a directory"),
            Map.entry(Errno.LOOP, "Too many levels of symbolic links"),
            Map.entry(Errno.NAMETOOLONG, "File name too long"),
            Map.entry(Errno.NOENT, "No such file or directory"),
            Map.entry(Errno.NOMEM, "Too many entries"),
            Map.entry(Errno.NOSPC, "No space left on device"),
            Map.entry(Errno.NOTDIR, "Not a directory"),
            Map.entry(Errno.NOTEMPTY, "Directory not empty"),
            Map.entry(Errno.NOTSUP, "Operation not supported"),
            Map.entry(Errno.PERM, "Operation not permitted: it leads out of what the container may see"),
            Map.entry(Errno.ROFS, "Read-only file system"),
            Map.entry(Errno.XDEV, "Invalid cross-device link")));

    private final String tool;
    private final OutputStream out;
    private final OutputStream err;
    private int status;

    ToolOutput(ToolContext context) {
        String program = context.args().isEmpty() ? "" : context.args().get(0);
        this.tool = program.substring(program.lastIndexOf('/') + 1);
        this.out = new BufferedOutputStream(context.stdout(), 1 << 15);
        this.err = context.stderr();
    }

    /** A failure in the words of the C library. */
    static String words(ErrnoException e) {
        return WORDS.getOrDefault(e.errno(), "error " + e.errno());
    }

    /** A file name fit for a terminal: what could steer it is shown as a question mark. */
    static String printable(String name) {
        StringBuilder shown = new StringBuilder(name.length());
        name.codePoints()
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '?' : c)
                .forEach(shown::appendCodePoint);
        return shown.toString();
    }

    OutputStream stream() {
        return out;
    }

    void line(String text) throws IOException {
        out.write((text + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Says what is wrong; the tool goes on, and ends with at least this status. */
    void complain(String what, int atLeast) throws IOException {
        out.flush();
        err.write((tool + ": " + what + "\n").getBytes(StandardCharsets.UTF_8));
        err.flush();
        status = Math.max(status, atLeast);
    }

    void complain(String path, ErrnoException e) throws IOException {
        complain(printable(path) + ": " + words(e), 1);
    }

    /** Says that the arguments make no sense, and returns the status to end with. */
    int usage(String what) throws IOException {
        complain(what, USAGE);
        return end();
    }

    /** Writes the rest and returns the status to end with. */
    int end() throws IOException {
        out.flush();
        return status;
    }

    /** Ends a tool that was stopped. */
    static void checkInterrupt() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("the tool was stopped");
        }
    }
}
