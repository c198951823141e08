package dev.sedge.agent.pod;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** Things by id, and the names that are taken. Thread-safe. */
final class Registry<T> {
    private final ConcurrentSkipListMap<String, T> byId = new ConcurrentSkipListMap<>();
    private final Map<String, String> idsByName = new ConcurrentHashMap<>();

    /** Takes a name for an id; the id that has it if it is taken. */
    Optional<String> reserve(String name, String id) {
        return Optional.ofNullable(idsByName.putIfAbsent(name, id));
    }

    /** Gives a name back if this id has it. */
    void release(String name, String id) {
        idsByName.remove(name, id);
    }

    void add(String id, T thing) {
        byId.put(id, thing);
    }

    void remove(String id) {
        byId.remove(id);
    }

    /** The thing of this id, or the only one whose id begins so. */
    Optional<T> find(String idOrPrefix) {
        T exact = byId.get(idOrPrefix);
        if (exact != null) {
            return Optional.of(exact);
        }
        if (idOrPrefix.isEmpty()) {
            return Optional.empty();
        }
        List<T> candidates = byId.tailMap(idOrPrefix).entrySet().stream()
                .takeWhile(entry -> entry.getKey().startsWith(idOrPrefix))
                .limit(2)
                .map(Map.Entry::getValue)
                .toList();
        return candidates.size() == 1 ? Optional.of(candidates.get(0)) : Optional.empty();
    }

    List<T> all() {
        return List.copyOf(byId.values());
    }
}
