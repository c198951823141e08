package dev.sedge.oci.internal;

/** Foreign text made fit for one line of a message. */
public final class Text {
    private static final int LIMIT = 300;

    private Text() {}

    /** The text without control characters and not longer than a line can bear. */
    public static String oneLine(String foreign) {
        StringBuilder line = new StringBuilder(Math.min(foreign.length(), LIMIT));
        for (int i = 0; i < foreign.length() && line.length() < LIMIT; i++) {
            char c = foreign.charAt(i);
            boolean printable = !Character.isISOControl(c)
                    && Character.getType(c) != Character.FORMAT
                    && Character.getType(c) != Character.LINE_SEPARATOR
                    && Character.getType(c) != Character.PARAGRAPH_SEPARATOR
                    && !Character.isSurrogate(c);
            line.append(printable ? c : '?');
        }
        if (foreign.length() > LIMIT) {
            line.append("...");
        }
        return line.toString();
    }

    /** The text on one line and in quotes. */
    public static String quote(String foreign) {
        return '"' + oneLine(foreign) + '"';
    }
}
