package dev.sedge.oci.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sedge.oci.OciException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * JSON from strangers. One reading only: strict UTF-8, no duplicate names, nothing after the document, bounded depth. A
 * name that differs from a known one only by its case is refused, because other readers take it for the known one.
 */
public final class Json {
    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(100)
                    .maxStringLength(8 << 20)
                    .build())
            .build();

    private Json() {}

    /**
     * The JSON object that these bytes hold.
     *
     * @param what names the document in the message of an error
     */
    public static ObjectNode parseObject(byte[] utf8, String what) throws OciException.Corrupt {
        Optional<JsonNode> node;
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
            node = JsonTree.read(FACTORY, text);
        } catch (JsonProcessingException e) {
            throw new OciException.Corrupt(what + " is not valid JSON: " + Text.oneLine(e.getOriginalMessage()), e);
        } catch (CharacterCodingException e) {
            throw new OciException.Corrupt(what + " is not valid UTF-8", e);
        }
        if (node.isPresent() && node.get() instanceof ObjectNode object) {
            return object;
        }
        throw new OciException.Corrupt(what + " is not a JSON object");
    }

    /** A new, empty object. */
    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** The compact UTF-8 form of a node, the same for the same node. */
    public static byte[] bytes(JsonNode node) {
        return JsonTree.write(FACTORY, node).getBytes(StandardCharsets.UTF_8);
    }

    /** Refuses names that equal one of these only when case is ignored. */
    public static void requireExactNames(ObjectNode object, Set<String> known, String what)
            throws OciException.Corrupt {
        for (Map.Entry<String, JsonNode> property : object.properties()) {
            String name = property.getKey();
            for (String exact : known) {
                if (name.equalsIgnoreCase(exact) && !name.equals(exact)) {
                    throw new OciException.Corrupt(
                            what + " has the field " + Text.quote(name) + " beside the known name " + exact);
                }
            }
        }
    }

    /** The value of a field; empty if it is absent or null. */
    public static Optional<JsonNode> field(ObjectNode object, String name) {
        return Optional.ofNullable(object.get(name)).filter(node -> !node.isNull());
    }

    /** A field that holds a string; empty if it is absent or null. */
    public static Optional<String> text(ObjectNode object, String name, String what) throws OciException.Corrupt {
        Optional<JsonNode> node = field(object, name);
        if (node.isPresent() && !node.get().isTextual()) {
            throw wrong(what, name, "a string");
        }
        return node.map(JsonNode::textValue);
    }

    /** A field that holds an object; empty if it is absent or null. */
    public static Optional<ObjectNode> object(ObjectNode object, String name, String what) throws OciException.Corrupt {
        Optional<JsonNode> node = field(object, name);
        if (node.isPresent() && !node.get().isObject()) {
            throw wrong(what, name, "an object");
        }
        return node.map(ObjectNode.class::cast);
    }

    /** A field that holds an array of objects; an empty list if it is absent or null. */
    public static List<ObjectNode> objects(ObjectNode object, String name, String what) throws OciException.Corrupt {
        List<ObjectNode> list = new ArrayList<>();
        for (JsonNode element : array(object, name, what)) {
            if (!(element instanceof ObjectNode member)) {
                throw wrong(what, name, "an array of objects");
            }
            list.add(member);
        }
        return list;
    }

    /** A field that holds an array of strings; an empty list if it is absent or null. */
    public static List<String> texts(ObjectNode object, String name, String what) throws OciException.Corrupt {
        List<String> list = new ArrayList<>();
        for (JsonNode element : array(object, name, what)) {
            if (!element.isTextual()) {
                throw wrong(what, name, "an array of strings");
            }
            list.add(element.textValue());
        }
        return list;
    }

    /** A field that holds an object of strings, in the order of the document; empty if it is absent or null. */
    public static Map<String, String> textMap(ObjectNode object, String name, String what) throws OciException.Corrupt {
        Map<String, String> map = new LinkedHashMap<>();
        Optional<ObjectNode> field = object(object, name, what);
        if (field.isPresent()) {
            for (Map.Entry<String, JsonNode> property : field.get().properties()) {
                if (!property.getValue().isTextual()) {
                    throw wrong(what, name, "an object of strings");
                }
                map.put(property.getKey(), property.getValue().textValue());
            }
        }
        return map;
    }

    private static Iterable<JsonNode> array(ObjectNode object, String name, String what) throws OciException.Corrupt {
        Optional<JsonNode> node = field(object, name);
        if (node.isEmpty()) {
            return List.of();
        }
        if (!node.get().isArray()) {
            throw wrong(what, name, "an array");
        }
        return node.get();
    }

    private static OciException.Corrupt wrong(String what, String name, String expected) {
        return new OciException.Corrupt(what + " has a field \"" + name + "\" that is not " + expected);
    }
}
