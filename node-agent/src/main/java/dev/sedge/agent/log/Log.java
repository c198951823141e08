package dev.sedge.agent.log;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Where the log goes, and how it is written; there is one in a process. Until somebody says otherwise, warnings and worse
 * go to standard error as a person at a terminal reads them. Thread-safe.
 */
public final class Log {
    // Replaced once, when the configuration is known, while other threads may log already.
    private static volatile Log current = plain(new FileOutputStream(FileDescriptor.err));

    private final Form form;
    private final Level least;
    private final OutputStream out;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();

    /** How a line looks. */
    public enum Form {
        /** {@code sedge: warning: words}, for a person at a terminal. */
        PLAIN,

        /** {@code key=value}. */
        TEXT,

        /** A JSON object. */
        JSON
    }

    /**
     * A log.
     *
     * @param least what is less important is not written; of libraries only warnings and worse are
     * @param out takes whole lines
     */
    public Log(Form form, Level least, OutputStream out, InstantSource clock) {
        this.form = form;
        this.least = least;
        this.out = out;
        this.clock = clock;
    }

    /** Makes it the log of the process, for java.util.logging too, by which libraries write. */
    public void install() {
        current = this;
        LibraryLogs.redirect();
    }

    static Log current() {
        return current;
    }

    static Log plain(OutputStream out) {
        return new Log(Form.PLAIN, Level.WARNING, out, InstantSource.system());
    }

    boolean writes(String logger, Level level) {
        boolean ours = logger.startsWith("dev.sedge.");
        Level bar = ours || least.compareTo(Level.WARNING) > 0 ? least : Level.WARNING;
        return level != Level.OFF && level.compareTo(bar) >= 0;
    }

    void write(String logger, Level level, Event event) {
        Line line = Line.of(clock.instant(), level, logger, event, least.compareTo(Level.DEBUG) <= 0);
        String text = switch (form) {
            case PLAIN -> "sedge: " + (level == Level.WARNING ? "warning: " : "") + Line.plain(event);
            case TEXT -> line.text();
            case JSON -> line.json();
        };
        byte[] bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
        lock.lock();
        try {
            out.write(bytes);
        } catch (IOException e) {
            // Nobody reads the log any more, and there is nowhere else to say so.
        } finally {
            lock.unlock();
        }
    }
}
