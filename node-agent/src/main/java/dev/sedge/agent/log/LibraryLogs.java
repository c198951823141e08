package dev.sedge.agent.log;

import java.lang.System.Logger.Level;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Brings what libraries say by java.util.logging into the {@link Log}, without what is known to be harmless. */
final class LibraryLogs extends Handler {
    /** How a domain socket answers an option for TCP. */
    private static final List<String> HARMLESS = List.of("Unknown channel option");

    private final SimpleFormatter words = new SimpleFormatter();

    private LibraryLogs() {}

    static void redirect() {
        LogManager.getLogManager().reset();
        Logger root = Logger.getLogger("");
        root.setLevel(java.util.logging.Level.WARNING);
        root.addHandler(new LibraryLogs());
    }

    @Override
    public void publish(LogRecord entry) {
        String text = words.formatMessage(entry);
        Level level = level(entry.getLevel().intValue());
        Log log = Log.current();
        String logger = String.valueOf(entry.getLoggerName());
        if (log.writes(logger, level) && HARMLESS.stream().noneMatch(text::startsWith)) {
            Event event = Event.of(text);
            log.write(logger, level, entry.getThrown() == null ? event : event.causedBy(entry.getThrown()));
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}

    private static Level level(int value) {
        if (value >= java.util.logging.Level.SEVERE.intValue()) {
            return Level.ERROR;
        }
        if (value >= java.util.logging.Level.WARNING.intValue()) {
            return Level.WARNING;
        }
        return value >= java.util.logging.Level.INFO.intValue() ? Level.INFO : Level.DEBUG;
    }
}
