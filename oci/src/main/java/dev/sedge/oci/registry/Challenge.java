package dev.sedge.oci.registry;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One way to authenticate that a registry offers in {@code WWW-Authenticate}.
 *
 * @param scheme in lower case: {@code bearer}, {@code basic}
 * @param parameters names in lower case; the first of two equal names counts
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-11.6.1">RFC 9110, 11.6.1</a>
 */
record Challenge(String scheme, Map<String, String> parameters) {
    Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    /** All challenges of all headers, in order. What is no challenge is passed over; nothing is thrown. */
    static List<Challenge> parseAll(List<String> headers) {
        List<Challenge> challenges = new ArrayList<>();
        for (String header : headers) {
            new Parser(header, challenges).parse();
        }
        return challenges;
    }

    /** Reads one header, which is a list of challenges whose own parameters are separated by commas too. */
    private static final class Parser {
        private final String text;
        private final List<Challenge> out;
        private int at;

        Parser(String text, List<Challenge> out) {
            this.text = text;
            this.out = out;
        }

        void parse() {
            Map<String, String> parameters = new LinkedHashMap<>();
            while (skip(" \t,")) {
                String word = token();
                if (word.isEmpty()) {
                    at++;
                    continue;
                }
                int afterWord = at;
                skip(" \t");
                if (at < text.length() && text.charAt(at) == '=' && !out.isEmpty() && isParameter()) {
                    at++;
                    skip(" \t");
                    parameters.putIfAbsent(word.toLowerCase(Locale.ROOT), value());
                } else {
                    at = afterWord;
                    parameters = new LinkedHashMap<>();
                    out.add(new Challenge(word.toLowerCase(Locale.ROOT), parameters));
                    skipToken68();
                }
            }
        }

        private boolean isParameter() {
            return at + 1 >= text.length() || text.charAt(at + 1) != '=';
        }

        /** A scheme may be followed by one opaque word, such as Negotiate's, which is not ours to read. */
        private void skipToken68() {
            int start = at;
            if (!skip(" \t") || at == start) {
                return;
            }
            int word = at;
            token();
            while (at < text.length() && "/=+".indexOf(text.charAt(at)) >= 0) {
                at++;
                token();
            }
            boolean wholeWord = at >= text.length() || text.charAt(at) == ',';
            if (!wholeWord || text.substring(word, at).matches("[^=]+=[^=]+")) {
                at = word;
            }
        }

        private String value() {
            if (at >= text.length() || text.charAt(at) != '"') {
                int start = at;
                while (at < text.length() && ", \t".indexOf(text.charAt(at)) < 0) {
                    at++;
                }
                return text.substring(start, at);
            }
            StringBuilder value = new StringBuilder();
            for (at++; at < text.length() && text.charAt(at) != '"'; at++) {
                if (text.charAt(at) == '\\' && at + 1 < text.length()) {
                    at++;
                }
                value.append(text.charAt(at));
            }
            at++;
            return value.toString();
        }

        private String token() {
            int start = at;
            while (at < text.length() && isTokenChar(text.charAt(at))) {
                at++;
            }
            return text.substring(start, at);
        }

        private boolean skip(String chars) {
            while (at < text.length() && chars.indexOf(text.charAt(at)) >= 0) {
                at++;
            }
            return at < text.length();
        }

        private static boolean isTokenChar(char c) {
            return (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
        }
    }
}
