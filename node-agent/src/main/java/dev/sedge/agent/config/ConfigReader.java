package dev.sedge.agent.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Reads the text of a configuration file. Strict: what is not known, there twice, or of another shape is refused with its
 * line, because a key that is silently ignored is a policy that silently does not hold.
 */
final class ConfigReader {
    private static final String REGISTRIES = "registries";

    private final String file;
    private final String text;
    private final Map<String, Setting<?>> settings = new LinkedHashMap<>();

    /** A reader of this text from a file of this name. */
    ConfigReader(String file, String text) {
        this.file = file;
        this.text = text;
        Settings.all().forEach(setting -> settings.put(setting.path(), setting));
    }

    /**
     * Puts what is set into the values, and returns the rules for registries.
     *
     * @throws ConfigException if something is wrong
     */
    RegistryRules read(Values values) {
        Map<String, RegistryRules.Rule> registries = new LinkedHashMap<>();
        compose()
                .ifPresent(root -> group("", root, (path, value) -> {
                    if (path.equals(REGISTRIES)) {
                        registries.putAll(registries(value));
                    } else if (settings.containsKey(path)) {
                        set(values, settings.get(path), value);
                    } else {
                        throw unknown(path, value);
                    }
                }));
        return new RegistryRules(registries);
    }

    @FunctionalInterface
    private interface Entry {
        void read(String path, Node value);
    }

    private Optional<Node> compose() {
        LoadSettings yaml =
                LoadSettings.builder().setLabel(file).setUseMarks(true).build();
        try {
            return new Compose(yaml).composeString(text);
        } catch (MarkedYamlEngineException e) {
            throw new ConfigException(
                    file + ":" + line(e.getProblemMark()) + ": this is no YAML: " + e.getProblem(), e);
        } catch (YamlEngineException e) {
            throw new ConfigException(file + ": this is no YAML: " + e.getMessage(), e);
        }
    }

    // Keys are visited in groups as deep as settings have parts, so that an alias that holds itself ends nowhere.
    private void group(String prefix, Node node, Entry entry) {
        entries(prefix.isEmpty() ? "the file" : prefix, node, (key, value) -> {
            String path = prefix.isEmpty() ? key : prefix + "." + key;
            if (Settings.GROUPS.containsKey(path)) {
                group(path, value, entry);
            } else {
                entry.read(path, value);
            }
        });
    }

    private void entries(String name, Node node, Entry entry) {
        if (!(node instanceof MappingNode mapping)) {
            throw wrong(node, name + " holds " + shape(node) + ", and must hold keys with values");
        }
        Set<String> seen = new HashSet<>();
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                throw wrong(tuple.getKeyNode(), name + " has a key that is no text");
            }
            if (!seen.add(key.getValue())) {
                throw wrong(key, name + " has the key " + key.getValue() + " twice");
            }
            entry.read(key.getValue(), tuple.getValueNode());
        }
    }

    private void set(Values values, Setting<?> setting, Node value) {
        List<String> texts = setting.isList() ? texts(setting.path(), value) : List.of(scalar(setting.path(), value));
        values.set(setting, texts, at(value));
    }

    private Map<String, RegistryRules.Rule> registries(Node node) {
        Map<String, RegistryRules.Rule> rules = new LinkedHashMap<>();
        entries(REGISTRIES, node, (host, value) -> {
            RuleBuilder rule = new RuleBuilder();
            String path = REGISTRIES + "." + host;
            if (!RuleBuilder.isHost(host)) {
                throw wrong(value, path + ": this is no host as it stands in image names, and not \"*\"");
            }
            entries(path, value, (key, setting) -> rule(rule, path, key, setting));
            rules.put(host, rule.build());
        });
        return rules;
    }

    private void rule(RuleBuilder rule, String parent, String key, Node value) {
        String path = parent + "." + key;
        checked(path, value, () -> {
            switch (key) {
                case RuleBuilder.MIRRORS -> rule.mirrors(texts(path, value));
                case RuleBuilder.PLAIN_HTTP -> rule.plainHttp(scalar(path, value));
                case RuleBuilder.CA_FILE -> rule.caFile(scalar(path, value));
                case RuleBuilder.CREDENTIALS_FILE -> rule.credentialsFile(scalar(path, value));
                default -> throw wrong(value, notKnown(parent, key, RuleBuilder.KEYS));
            }
        });
    }

    private void checked(String path, Node value, Runnable reading) {
        try {
            reading.run();
        } catch (IllegalArgumentException e) {
            throw new ConfigException(at(value) + ": " + path + ": " + e.getMessage(), e);
        }
    }

    private String scalar(String path, Node node) {
        if (!(node instanceof ScalarNode scalar)) {
            throw wrong(node, path + " holds " + shape(node) + ", and must have one value");
        }
        if (scalar.getTag().equals(Tag.NULL)) {
            throw wrong(node, path + " has no value: give one, or leave the key out");
        }
        return scalar.getValue();
    }

    private List<String> texts(String path, Node node) {
        if (!(node instanceof SequenceNode sequence)) {
            throw wrong(node, path + " holds " + shape(node) + ", and must be a list: [A, B]");
        }
        List<String> texts = new ArrayList<>();
        Consumer<Node> add = element -> texts.add(scalar(path, element));
        sequence.getValue().forEach(add);
        return texts;
    }

    private ConfigException unknown(String path, Node value) {
        int dot = path.lastIndexOf('.');
        String parent = dot < 0 ? "" : path.substring(0, dot);
        return wrong(value, notKnown(parent, path.substring(dot + 1), siblings(parent)));
    }

    private String notKnown(String parent, String key, Set<String> siblings) {
        String prefix = parent.isEmpty() ? "" : parent + ".";
        String hint = ClosestWord.to(key, siblings)
                .map(sibling -> prefix + sibling)
                .or(() -> settings.keySet().stream()
                        .filter(path -> path.endsWith("." + key))
                        .findFirst())
                .map(path -> "did you mean " + path + "?")
                .orElse("there are " + String.join(", ", siblings));
        return prefix + key + " is not known: " + hint;
    }

    private Set<String> siblings(String parent) {
        Set<String> keys = new TreeSet<>(parent.isEmpty() ? Set.of(REGISTRIES) : Set.of());
        String prefix = parent.isEmpty() ? "" : parent + ".";
        for (String path : settings.keySet()) {
            if (path.startsWith(prefix)) {
                keys.add(path.substring(prefix.length()).split("\\.", 2)[0]);
            }
        }
        return keys;
    }

    private ConfigException wrong(Node node, String message) {
        return new ConfigException(at(node) + ": " + message);
    }

    private String at(Node node) {
        return file + ":" + line(node.getStartMark());
    }

    private static String line(Optional<Mark> mark) {
        return mark.map(place -> String.valueOf(place.getLine() + 1)).orElse("?");
    }

    private static String shape(Node node) {
        if (node instanceof MappingNode) {
            return "keys";
        }
        if (node instanceof SequenceNode) {
            return "a list";
        }
        return node.getTag().equals(Tag.NULL) ? "nothing" : "one value";
    }
}
