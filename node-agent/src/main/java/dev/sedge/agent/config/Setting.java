package dev.sedge.agent.config;

import java.util.List;
import java.util.function.Function;

/**
 * A key of the configuration file that has a text or a list of texts as its value, and is an option as well.
 *
 * @param path where it stands in the file, such as {@code policy.defaults.disk}
 * @param label what its value is, in help texts: {@code SIZE}
 * @param comment what it means, for people, in one or two sentences
 * @param isList whether its value is a list
 * @param fallback its value if nobody sets it
 * @param reader what the texts mean; throws an {@link IllegalArgumentException} whose message says what is wrong
 * @param writer the texts that mean a value
 * @param field where the configuration keeps it
 */
record Setting<T>(
        String path,
        String label,
        String comment,
        boolean isList,
        T fallback,
        Function<List<String>, T> reader,
        Function<T, List<String>> writer,
        Function<NodeConfig, T> field) {

    /** Its name, which is the last part of the path. */
    String key() {
        return path.substring(path.lastIndexOf('.') + 1);
    }

    /** Its option: {@code --policy-defaults-disk}. */
    String option() {
        return "--" + path.replace('.', '-');
    }

    /** The texts that mean what the configuration says. */
    List<String> textsIn(NodeConfig config) {
        return writer.apply(field.apply(config));
    }
}
