package dev.sedge.agent.log;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Something that happened, with its facts by name: {@code LOGGER.log(INFO, Event.of("container started").with("container",
 * id))}. Immutable. Any backend of {@link System.Logger} writes it as one line; ours writes the facts as fields.
 */
public final class Event {
    private final String message;
    private final Map<String, String> fields;
    private final Optional<Throwable> cause;

    private Event(String message, Map<String, String> fields, Optional<Throwable> cause) {
        this.message = message;
        this.fields = Collections.unmodifiableMap(fields);
        this.cause = cause;
    }

    /** An event without facts: what happened, in a few words that are always the same. */
    public static Event of(String message) {
        return new Event(message, Map.of(), Optional.empty());
    }

    /** The same with a fact; an empty value is left out. */
    public Event with(String name, Object value) {
        String text = String.valueOf(value);
        if (text.isEmpty()) {
            return this;
        }
        Map<String, String> more = new LinkedHashMap<>(fields);
        more.put(name, text);
        return new Event(message, more, cause);
    }

    /** The same with the exception that it is about. */
    public Event causedBy(Throwable problem) {
        return new Event(message, fields, Optional.of(problem));
    }

    /** What happened. */
    public String message() {
        return message;
    }

    /** The facts, in order. */
    public Map<String, String> fields() {
        return fields;
    }

    /** The exception that it is about. */
    public Optional<Throwable> cause() {
        return cause;
    }

    /** The message and the facts in one line. */
    @Override
    public String toString() {
        var line = new StringBuilder(message);
        fields.forEach(
                (name, value) -> line.append(' ').append(name).append('=').append(value));
        cause.ifPresent(problem -> line.append(": ").append(problem));
        return line.toString();
    }
}
