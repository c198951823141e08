package dev.sedge.runtime.internal.spec;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One command of a script.
 *
 * @param json the command as the converter wrote it
 * @param directory where the modules are that it names
 */
record Command(JsonNode json, Path directory) {

    int line() {
        return json.get("line").asInt();
    }

    String type() {
        return json.get("type").asText();
    }

    /** A member of the command, empty when it has none of this name. */
    String text(String member) {
        return json.path(member).asText("");
    }

    /** Whether the script gives the module as text on purpose, to test the parser of the text format. */
    boolean isText() {
        return text("module_type").equals("text") && !json.has("binary_filename");
    }

    byte[] module() {
        String file = json.has("binary_filename") ? text("binary_filename") : text("filename");
        try {
            return Files.readAllBytes(directory.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonNode action() {
        return json.get("action");
    }

    /** The exported function it calls; empty when it calls none. */
    String function() {
        return json.path("action").path("field").asText("");
    }

    List<JsonNode> expected() {
        List<JsonNode> values = new ArrayList<>();
        json.path("expected").forEach(values::add);
        return values;
    }

    /** The command in a few words, for example {@code assert_return add(1, 1)}. */
    @Override
    public String toString() {
        if (!json.has("action")) {
            return type();
        }
        List<JsonNode> args = new ArrayList<>();
        action().path("args").forEach(args::add);
        return type() + " " + action().path("field").asText()
                + args.stream().map(Values::describe).collect(Collectors.joining(", ", "(", ")"));
    }
}
