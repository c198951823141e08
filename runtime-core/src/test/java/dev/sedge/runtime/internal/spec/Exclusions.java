package dev.sedge.runtime.internal.spec;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** What is known not to pass, from {@code core-suite.exclusions}; its format is described there. */
final class Exclusions {

    private static final String FILE = "core-suite.exclusions";

    private final List<Exclusion> all;

    private Exclusions(List<Exclusion> all) {
        this.all = all;
    }

    static Exclusions read() throws IOException {
        try (InputStream in = Exclusions.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IOException("no resource " + FILE);
            }
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static Exclusions parse(String text) {
        return new Exclusions(text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .flatMap(Exclusions::line)
                .toList());
    }

    private static Stream<Exclusion> line(String line) {
        String[] columns = line.split("\\s+", 3);
        if (columns.length < 3) {
            throw new IllegalArgumentException(FILE + ": script, tier and reason expected: " + line);
        }
        String[] place = columns[0].split(":", 2);
        return Arrays.stream(place.length < 2 ? new String[] {""} : place[1].split(","))
                .map(selector -> new Exclusion(
                        place[0], selector.replace("?", ""), selector.endsWith("?"), columns[1], columns[2]));
    }

    List<Exclusion> of(String script, Tier tier) {
        return all.stream().filter(it -> it.isFor(script, tier)).toList();
    }

    /** Those that name a script or a tier that there is not. */
    List<Exclusion> unknown(Collection<String> scripts) {
        return all.stream()
                .filter(it -> !scripts.contains(it.script()) || !(it.tier().equals("*") || Tier.isKnown(it.tier())))
                .toList();
    }
}
