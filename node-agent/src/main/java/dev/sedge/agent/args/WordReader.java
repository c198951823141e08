package dev.sedge.agent.args;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads words as POSIX and GNU have them: {@code --name value}, {@code --name=value}, {@code -n value}, {@code -nvalue},
 * and {@code --} before words that are no options.
 */
final class WordReader {
    private final Syntax syntax;
    private final List<String> words;
    private final Map<String, List<String>> given = new LinkedHashMap<>();
    private final List<String> parameters = new ArrayList<>();
    private int next;

    WordReader(Syntax syntax, List<String> words) {
        this.syntax = syntax;
        this.words = words;
    }

    Words read() {
        boolean options = true;
        while (next < words.size()) {
            String word = words.get(next++);
            if (!options || !word.startsWith("-") || word.equals("-")) {
                parameter(word);
                options &= !syntax.stopsAtAParameter();
            } else if (word.equals("--")) {
                options = false;
            } else {
                option(word);
                if (given.containsKey(Syntax.HELP.name())) {
                    break;
                }
            }
        }
        Words read = new Words(given, parameters);
        int missing = parameters.size();
        if (!read.asksForHelp() && missing < syntax.parameters().size()) {
            throw new UsageException(
                    "Missing required parameter: '" + syntax.parameters().get(missing) + "'");
        }
        return read;
    }

    private void parameter(String word) {
        if (parameters.size() >= syntax.parameters().size() && !syntax.takesMore()) {
            throw new UsageException("'" + word + "' is one word too many");
        }
        parameters.add(word);
    }

    private void option(String word) {
        for (Option option : syntax.options()) {
            for (String name : option.names()) {
                if (word.equals(name)) {
                    add(option, option.takesValue() ? following(name) : "");
                    return;
                }
                if (word.startsWith(name) && hasValueBehind(word, name)) {
                    add(option, valueBehind(word, name, option));
                    return;
                }
            }
        }
        throw new UsageException("Unknown option: '" + word + "'");
    }

    private static boolean isLong(String name) {
        return name.startsWith("--");
    }

    private static boolean hasValueBehind(String word, String name) {
        return !isLong(name) || word.charAt(name.length()) == '=';
    }

    private static String valueBehind(String word, String name, Option option) {
        if (!option.takesValue()) {
            throw new UsageException("Unknown option: '" + word + "': " + name + " takes no value");
        }
        String value = word.substring(name.length());
        return value.startsWith("=") ? value.substring(1) : value;
    }

    private String following(String name) {
        if (next == words.size()) {
            throw new UsageException("Missing value of option '" + name + "'");
        }
        return words.get(next++);
    }

    private void add(Option option, String value) {
        List<String> values = given.get(option.name());
        if (values == null) {
            values = new ArrayList<>();
            given.put(option.name(), values);
        } else if (!option.repeats() && option.takesValue()) {
            throw new UsageException("option '" + option.name() + "' is given twice");
        }
        values.add(value);
    }
}
