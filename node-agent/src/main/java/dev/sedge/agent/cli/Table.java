package dev.sedge.agent.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Rows of text in columns as wide as they need to be. */
final class Table {
    private final List<String[]> rows = new ArrayList<>();

    /** A table with these headings. */
    Table(String... headings) {
        rows.add(headings);
    }

    /** Adds a row with a cell for each heading. */
    void row(String... cells) {
        rows.add(cells);
    }

    void print(PrintStream out) {
        int[] widths = new int[rows.get(0).length];
        for (String[] row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        }
        rows.forEach(row -> out.println(line(row, widths)));
    }

    private static String line(String[] row, int[] widths) {
        var line = new StringBuilder();
        for (int i = 0; i < row.length; i++) {
            line.append(row[i]).append(" ".repeat(widths[i] - row[i].length() + 3));
        }
        return line.toString().stripTrailing();
    }
}
