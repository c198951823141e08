package dev.sedge.agent.args;

/** A text of two columns, for terminals of 80 characters. */
public final class HelpText {
    private static final int WIDTH = 80;
    private static final int INDENT = 2;

    private final StringBuilder text = new StringBuilder();
    private final int left;

    /** A text with a wide left column, for options. */
    HelpText() {
        this(28);
    }

    /** A text whose right column begins here. */
    public HelpText(int left) {
        this.left = left;
    }

    /** Adds a line as it is. */
    public void line(String line) {
        text.append(line).append('\n');
    }

    /** Adds words in as many lines as they need. */
    public void paragraph(String words) {
        wrap(words, 0, 0);
    }

    /** Adds something and what it means beside it, or below it if it is too long. */
    public void entry(String term, String meaning) {
        text.append(" ".repeat(INDENT)).append(term);
        int column = INDENT + term.length();
        if (column >= left) {
            text.append('\n');
            column = 0;
        }
        wrap(meaning, left, column);
    }

    private void wrap(String words, int indent, int from) {
        int column = from;
        for (String word : words.split(" ", -1)) {
            if (column > indent && column + 1 + word.length() > WIDTH) {
                text.append('\n');
                column = 0;
            }
            if (column > indent) {
                text.append(' ');
                column++;
            } else {
                text.append(" ".repeat(indent - column));
                column = indent;
            }
            text.append(word);
            column += word.length();
        }
        text.append('\n');
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
