package dev.sedge.agent.grant;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The annotations of a pod that are for us, as they hold for one of its containers. */
final class Annotations {
    /** Before each of our keys. */
    static final String PREFIX = "sedge.dev/";

    static final String NETWORK = "network";

    private static final int LONGEST_VALUE = 4096;
    private static final Set<String> KNOWN = known();

    private final Map<String, Given> byKey;

    /** An annotation: its whole name and its value. */
    record Given(String name, String value) {}

    private Annotations(Map<String, Given> byKey) {
        this.byKey = Map.copyOf(byKey);
    }

    /**
     * Picks those for a container: {@code sedge.dev/KEY.CONTAINER}, or else {@code sedge.dev/KEY}.
     *
     * @throws GrantSyntaxException if one of ours has a key that we do not know, whichever container it is for
     */
    static Annotations of(Map<String, String> all, String container) {
        Map<String, Given> byKey = new HashMap<>();
        all.forEach((name, value) -> {
            if (name.startsWith(PREFIX)) {
                String[] parts = name.substring(PREFIX.length()).split("\\.", 2);
                requireKnown(name, parts[0], value);
                if (parts.length == 2 && parts[1].equals(container)) {
                    byKey.put(parts[0], new Given(name, value));
                } else if (parts.length == 1) {
                    byKey.putIfAbsent(parts[0], new Given(name, value));
                }
            }
        });
        return new Annotations(byKey);
    }

    Optional<Given> find(String key) {
        return Optional.ofNullable(byKey.get(key));
    }

    private static void requireKnown(String name, String key, String value) {
        if (!KNOWN.contains(key)) {
            throw new GrantSyntaxException("annotation " + Foreign.text(name) + " is not known: there are " + PREFIX
                    + String.join(", " + PREFIX, KNOWN) + ", and each of them with .CONTAINER behind it");
        }
        if (value.length() > LONGEST_VALUE) {
            throw new GrantSyntaxException("annotation " + Foreign.text(name) + " has " + value.length()
                    + " characters; at most " + LONGEST_VALUE + " are read");
        }
    }

    // Memory is no annotation: a pod has its own way to ask for it.
    private static Set<String> known() {
        Set<String> keys = new TreeSet<>(Set.of(NETWORK));
        for (Amount<?> amount : Amount.all()) {
            if (!amount.key().equals(Amount.MEMORY.key())) {
                keys.add(amount.key());
            }
        }
        return keys;
    }
}
