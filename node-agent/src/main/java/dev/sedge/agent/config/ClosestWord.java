package dev.sedge.agent.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** What somebody may have meant. */
final class ClosestWord {
    private ClosestWord() {}

    /** The known word that takes the fewest changes of letters, if they are few. */
    static Optional<String> to(String word, Collection<String> known) {
        int bearable = Math.max(1, Math.min(word.length(), 40) / 3);
        return known.stream()
                .filter(candidate -> word.length() <= 40 && distance(word, candidate) <= bearable)
                .min(Comparator.comparingInt(candidate -> distance(word, candidate)));
    }

    // Levenshtein's distance, row by row.
    static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int changed = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[to.length()];
    }
}
