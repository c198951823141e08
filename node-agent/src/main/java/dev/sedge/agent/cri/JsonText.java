package dev.sedge.agent.cri;

/** Strings as JSON, which is what crictl takes the values of an {@code info} map for. */
final class JsonText {
    private JsonText() {}

    /** The string in quotes. */
    static String quote(String value) {
        var text = new StringBuilder(value.length() + 2).append('"');
        value.chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                text.append('\\').append((char) c);
            } else if (c < ' ') {
                text.append(String.format("\\u%04x", c));
            } else {
                text.append((char) c);
            }
        });
        return text.append('"').toString();
    }
}
