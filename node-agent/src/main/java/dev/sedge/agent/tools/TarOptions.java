package dev.sedge.agent.tools;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The arguments of {@code tar}: {@code c}, {@code x} or {@code t}, with or without a dash, {@code f -}, {@code -C DIR},
 * and what changes nothing for a guest, which has no owners and permissions.
 *
 * @param mode c, x or t
 * @param directory where members are found or put
 * @param keepTime whether a file gets the time of now, not that of its member
 * @param verbose whether names are shown
 * @param members what to put into the archive
 */
record TarOptions(char mode, String directory, boolean keepTime, boolean verbose, List<String> members) {

    /**
     * Reads the arguments after the tool's name.
     *
     * @throws IllegalArgumentException with what is wrong
     */
    static TarOptions parse(List<String> args) {
        Parser parser = new Parser(new ArrayDeque<>(args));
        parser.parse();
        if (parser.mode == 0) {
            throw new IllegalArgumentException("usage: tar cf - [-C DIR] PATH... or tar x[m]f - [-C DIR]");
        }
        if (!parser.archive.equals("-")) {
            throw new IllegalArgumentException("only the archive - is read and written: use 'f -'");
        }
        if (parser.mode == 'c' && parser.members.isEmpty()) {
            throw new IllegalArgumentException("there is nothing to put into the archive: name a path");
        }
        if (parser.mode != 'c' && !parser.members.isEmpty()) {
            throw new IllegalArgumentException("single members cannot be chosen; the whole archive is read");
        }
        return new TarOptions(
                parser.mode, parser.directory, parser.keepTime, parser.verbose, List.copyOf(parser.members));
    }

    private static final class Parser {
        private final Deque<String> rest;
        private final List<String> members = new ArrayList<>();
        private char mode;
        private String archive = "-";
        private String directory = ".";
        private boolean keepTime;
        private boolean verbose;

        Parser(Deque<String> rest) {
            this.rest = rest;
        }

        void parse() {
            boolean first = true;
            boolean optionsEnded = false;
            while (!rest.isEmpty()) {
                String arg = rest.removeFirst();
                if (optionsEnded) {
                    members.add(arg);
                } else if (arg.equals("--")) {
                    optionsEnded = true;
                } else if (arg.startsWith("--")) {
                    word(arg);
                } else if (arg.startsWith("-") && arg.length() > 1) {
                    letters(arg.substring(1));
                } else if (first) {
                    letters(arg);
                } else {
                    members.add(arg);
                }
                first = false;
            }
        }

        private void word(String arg) {
            switch (arg) {
                case "--create" -> mode('c');
                case "--extract" -> mode('x');
                case "--list" -> mode('t');
                case "--no-same-permissions", "--no-same-owner", "--preserve-permissions", "--same-owner" -> {}
                default -> throw unknown(arg);
            }
        }

        private void letters(String letters) {
            for (int i = 0; i < letters.length(); i++) {
                char letter = letters.charAt(i);
                switch (letter) {
                    case 'c', 'x', 't' -> mode(letter);
                    case 'f' -> archive = value(letter);
                    case 'C' -> directory = value(letter);
                    case 'm' -> keepTime = true;
                    case 'v' -> verbose = true;
                    case 'p', 'o' -> {}
                    default -> throw unknown("-" + letter);
                }
            }
        }

        private void mode(char letter) {
            if (mode != 0 && mode != letter) {
                throw new IllegalArgumentException("more than one of c, x and t is given");
            }
            mode = letter;
        }

        private String value(char letter) {
            String value = rest.pollFirst();
            if (value == null) {
                throw new IllegalArgumentException("-" + letter + " needs a value");
            }
            return value;
        }

        private static IllegalArgumentException unknown(String option) {
            return new IllegalArgumentException("unknown option " + ToolOutput.printable(option)
                    + "; this tar knows c, x, t, f -, -C DIR, m, p, o and v");
        }
    }
}
