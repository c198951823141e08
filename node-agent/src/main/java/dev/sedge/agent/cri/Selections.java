package dev.sedge.agent.cri;

import java.util.Map;

/** Whether something is what a filter asks for. An empty word of a filter asks for nothing. */
final class Selections {
    private Selections() {}

    static boolean isPrefix(String prefix, String id) {
        return id.startsWith(prefix);
    }

    static boolean hasLabels(Map<String, String> labels, Map<String, String> wanted) {
        return wanted.entrySet().stream().allMatch(label -> label.getValue().equals(labels.get(label.getKey())));
    }
}
