package dev.sedge.agent.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What was set, as texts, with the place where each was set. */
final class Values {
    private final Map<String, Given> byPath = new HashMap<>();

    /** Some texts, and the file and line or the option they are from. */
    private record Given(List<String> texts, String origin) {}

    /** Sets a key, whatever was set before. */
    void set(Setting<?> setting, List<String> texts, String origin) {
        byPath.put(setting.path(), new Given(List.copyOf(texts), origin));
    }

    /**
     * The value of a key.
     *
     * @throws ConfigException if its texts mean nothing
     */
    <T> T read(Setting<T> setting) {
        Given given = byPath.get(setting.path());
        if (given == null) {
            return setting.fallback();
        }
        try {
            return setting.reader().apply(given.texts());
        } catch (IllegalArgumentException e) {
            throw new ConfigException(given.origin() + ": " + setting.path() + ": " + e.getMessage(), e);
        }
    }
}
