package dev.sedge.bench.engines;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** Every reading of a run, and what is to be said about it; kept as a file of tab-separated lines. */
final class Results {
    private static final String HEAD = "workload\tcontender\tround\tchecksum\tmin ns\tmedian ns\tcalls";

    private final List<Row> rows = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    /** One reading: whose, of what, in which round. */
    record Row(String workload, String contender, int round, Reading reading) {
        private String line() {
            return String.join(
                    "\t",
                    workload,
                    contender,
                    Integer.toString(round),
                    Long.toString(reading.checksum()),
                    Long.toString(reading.min()),
                    Long.toString(reading.median()),
                    Long.toString(reading.calls()));
        }

        private static Row parse(String line) {
            String[] cells = line.split("\t", -1);
            var reading = new Reading(
                    Long.parseLong(cells[3]),
                    Long.parseLong(cells[4]),
                    Long.parseLong(cells[5]),
                    Long.parseLong(cells[6]));
            return new Row(cells[0], cells[1], Integer.parseInt(cells[2]), reading);
        }
    }

    /** Reads what {@link #write} wrote. */
    static Results read(Path file) throws IOException {
        var results = new Results();
        for (String line : Files.readAllLines(file)) {
            if (line.startsWith("# ")) {
                results.note(line.substring(2));
            } else if (!line.equals(HEAD) && !line.isBlank()) {
                results.add(Row.parse(line));
            }
        }
        return results;
    }

    void write(Path file) throws IOException {
        var text = new StringBuilder();
        notes.forEach(note -> text.append("# ").append(note).append('\n'));
        text.append(HEAD).append('\n');
        rows.forEach(row -> text.append(row.line()).append('\n'));
        Files.writeString(file, text);
    }

    void add(Row row) {
        rows.add(row);
    }

    /** Remembers something that a reader must know: the machine, who is missing, what failed. */
    void note(String note) {
        String line = note.replace('\n', ' ').replace('\t', ' ');
        if (!notes.contains(line)) {
            notes.add(line);
        }
    }

    List<String> notes() {
        return notes;
    }

    /** Those who have a reading, in the order of their first one. */
    List<String> contenders() {
        return rows.stream().map(Row::contender).distinct().toList();
    }

    /** The fastest call of all rounds in nanoseconds, if there was any. */
    OptionalDouble best(Workload workload, String contender) {
        return rows.stream()
                .filter(row -> row.workload().equals(workload.name())
                        && row.contender().equals(contender))
                .mapToDouble(row -> row.reading().min())
                .min();
    }

    /** One line for every workload whose checksum is not the same everywhere. */
    List<String> disagreements() {
        return rows.stream().collect(Collectors.groupingBy(Row::workload)).entrySet().stream()
                .filter(entry -> entry.getValue().stream()
                                .map(row -> row.reading().checksum())
                                .distinct()
                                .count()
                        > 1)
                .map(entry -> entry.getKey() + ": "
                        + entry.getValue().stream()
                                .map(row ->
                                        row.contender() + " " + row.reading().checksum())
                                .distinct()
                                .collect(Collectors.joining(", ")))
                .sorted()
                .toList();
    }
}
