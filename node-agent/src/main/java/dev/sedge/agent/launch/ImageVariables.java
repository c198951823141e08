package dev.sedge.agent.launch;

import dev.sedge.oci.ImageConfig;
import java.util.LinkedHashMap;
import java.util.Map;

/** The variables that the author of an image sets. */
final class ImageVariables {
    private ImageVariables() {}

    /** By name, in their order; what is no assignment is left out, and of two the later counts. */
    static Map<String, String> of(ImageConfig config) {
        Map<String, String> variables = new LinkedHashMap<>();
        for (String assignment : config.env()) {
            int equals = assignment.indexOf('=');
            if (equals > 0) {
                variables.put(assignment.substring(0, equals), assignment.substring(equals + 1));
            }
        }
        return variables;
    }
}
