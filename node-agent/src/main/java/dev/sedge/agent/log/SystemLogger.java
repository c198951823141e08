package dev.sedge.agent.log;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.Objects;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/** A {@link System.Logger} that writes to the {@link Log} of the process. Thread-safe. */
final class SystemLogger implements System.Logger {
    private final String name;

    SystemLogger(String name) {
        this.name = name;
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public boolean isLoggable(Level level) {
        return Log.current().writes(name, level);
    }

    @Override
    public void log(Level level, Object event) {
        write(level, event instanceof Event ours ? ours : Event.of(event.toString()));
    }

    @Override
    public void log(
            Level level, @Nullable ResourceBundle bundle, @Nullable String message, @Nullable Throwable thrown) {
        Event event = Event.of(text(bundle, message));
        write(level, thrown == null ? event : event.causedBy(thrown));
    }

    @Override
    public void log(
            Level level,
            @Nullable ResourceBundle bundle,
            @Nullable String format,
            @Nullable Object @Nullable ... values) {
        String text = text(bundle, format);
        write(level, Event.of(values == null || values.length == 0 ? text : formatted(text, values)));
    }

    private void write(Level level, Event event) {
        Log log = Log.current();
        if (log.writes(name, level)) {
            log.write(name, level, event);
        }
    }

    private static String text(@Nullable ResourceBundle bundle, @Nullable String message) {
        String key = Objects.requireNonNullElse(message, "");
        return bundle != null && bundle.containsKey(key) ? bundle.getString(key) : key;
    }

    private static String formatted(String format, @Nullable Object[] values) {
        try {
            return new MessageFormat(format, Locale.ROOT).format(values);
        } catch (IllegalArgumentException e) {
            return format;
        }
    }
}
