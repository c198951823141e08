package dev.sedge.agent.cri;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;

/** What {@code crictl inspect} shows beside the status. */
final class Info {
    private Info() {}

    static Map<String, String> of(Map<String, ?> facts) {
        try {
            return Map.of("info", new ObjectMapper().writeValueAsString(facts));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("strings, numbers and lists are always written", e);
        }
    }
}
