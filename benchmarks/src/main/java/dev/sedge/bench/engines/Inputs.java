package dev.sedge.bench.engines;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Writes the files that the real modules work on: {@code Inputs DIRECTORY}. The seeds are fixed, so every machine gets the same bytes. */
final class Inputs {
    private static final int MARKDOWN = 400_000;
    private static final int LOG = 400_000;
    private static final int PEOPLE = 2500;
    private static final List<String> DOMAINS = List.of("org", "net", "example", "invalid");
    private static final List<String> LEVELS = List.of("INFO", "INFO", "INFO", "DEBUG", "WARN", "ERROR");
    private static final List<String> METHODS = List.of("GET", "GET", "GET", "POST", "PUT", "HEAD");
    private static final List<String> ENDINGS =
            List.of("done", "connection refused", "timed out", "permission denied", "retry retry", "Timeout waiting");

    private final Random random;
    private final List<String> words = new ArrayList<>();

    private Inputs(long seed) {
        random = new Random(seed);
        for (int i = 0; i < 2000; i++) {
            words.add(newWord());
        }
    }

    /** Writes all files. */
    public static void main(String[] args) throws IOException {
        var directory = Path.of(args[0]);
        write(directory.resolve("text.md"), new Inputs(1).markdown());
        write(directory.resolve("data.json"), new Inputs(2).json());
        write(directory.resolve("access.log"), new Inputs(3).log());
    }

    private static void write(Path file, String text) throws IOException {
        Files.write(file, text.getBytes(StandardCharsets.US_ASCII));
    }

    private String newWord() {
        var word = new StringBuilder();
        for (int syllables = 1 + random.nextInt(3); syllables > 0; syllables--) {
            word.append("bcdfghjklmnprstvwz".charAt(random.nextInt(18))).append("aeiou".charAt(random.nextInt(5)));
            if (random.nextInt(3) == 0) {
                word.append("nrst".charAt(random.nextInt(4)));
            }
        }
        return word.toString();
    }

    /** A word; few of them are frequent, most are rare, as in a language. */
    private String word() {
        double share = random.nextDouble();
        return words.get((int) (words.size() * share * share * share));
    }

    private String sentence(int length) {
        var text = new StringBuilder(word());
        text.setCharAt(0, Character.toUpperCase(text.charAt(0)));
        for (int i = 1; i < length; i++) {
            text.append(random.nextInt(12) == 0 ? ", " : " ").append(inline(word()));
        }
        return text.append(".").toString();
    }

    private String inline(String word) {
        return switch (random.nextInt(40)) {
            case 0 -> "*" + word + "*";
            case 1 -> "**" + word + "**";
            case 2 -> "`" + word + "`";
            case 3 -> "[" + word + "](/" + word() + "/" + word() + ".html \"" + word() + "\")";
            case 4 -> "\"" + word + "\"";
            case 5 -> "<" + word + "@" + word() + ".org>";
            case 6 -> word + " &amp; " + word();
            default -> word;
        };
    }

    private String markdown() {
        var text = new StringBuilder();
        while (text.length() < MARKDOWN) {
            switch (random.nextInt(9)) {
                case 0 ->
                    text.append("#".repeat(1 + random.nextInt(4))).append(' ').append(sentence(4));
                case 1 -> list(text, "* ");
                case 2 -> list(text, "1. ");
                case 3 -> text.append("> ").append(sentence(12)).append("\n> ").append(sentence(8));
                case 4 -> text.append("```\n").append(sentence(9)).append("\n```");
                default -> paragraph(text);
            }
            text.append("\n\n");
        }
        return text.toString();
    }

    private void list(StringBuilder text, String mark) {
        for (int items = 2 + random.nextInt(5); items > 0; items--) {
            text.append(mark).append(sentence(3 + random.nextInt(8))).append('\n');
            if (random.nextInt(4) == 0) {
                text.append("   * ").append(sentence(5)).append('\n');
            }
        }
    }

    private void paragraph(StringBuilder text) {
        for (int sentences = 2 + random.nextInt(5); sentences > 0; sentences--) {
            text.append(sentence(5 + random.nextInt(14))).append('\n');
        }
    }

    private String email() {
        return word() + "." + word() + "@" + word() + "." + DOMAINS.get(random.nextInt(4));
    }

    private String json() {
        var text = new StringBuilder("[\n");
        for (int id = 0; id < PEOPLE; id++) {
            text.append(id == 0 ? "" : ",\n")
                    .append("  {\"id\": " + id + ", \"name\": \"" + word() + " \\u00e9\\n" + word()
                            + "\", \"email\": \"" + email())
                    .append("\", \"active\": " + random.nextBoolean() + ", \"score\": "
                            + random.nextInt(100_000) / 64.0)
                    .append(", \"tags\": [\"" + word() + "\", \"" + word() + "\"], \"attributes\": {");
            for (int i = random.nextInt(4); i >= 0; i--) {
                text.append("\"" + word() + i + "\": \"" + sentence(3).replace("\"", "\\\"") + "\"")
                        .append(i == 0 ? "" : ", ");
            }
            text.append("}}");
        }
        return text.append("\n]\n").toString();
    }

    private String log() {
        var text = new StringBuilder();
        while (text.length() < LOG) {
            text.append(String.format(
                    Locale.ROOT,
                    "2026-%02d-%02dT%02d:%02d:%02d.%03dZ %s %d.%d.%d.%d \"%s /%s/%s?%s=%d\" %d %s %s\n",
                    1 + random.nextInt(12),
                    1 + random.nextInt(28),
                    random.nextInt(24),
                    random.nextInt(60),
                    random.nextInt(60),
                    random.nextInt(1000),
                    LEVELS.get(random.nextInt(6)),
                    random.nextInt(256),
                    random.nextInt(256),
                    random.nextInt(256),
                    random.nextInt(256),
                    METHODS.get(random.nextInt(6)),
                    word(),
                    word(),
                    word(),
                    random.nextInt(10_000),
                    200 + 100 * random.nextInt(4),
                    email(),
                    ENDINGS.get(random.nextInt(6))));
        }
        return text.toString();
    }
}
