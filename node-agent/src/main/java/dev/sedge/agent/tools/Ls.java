package dev.sedge.agent.tools;

import dev.sedge.wasi.fs.ErrnoException;
import dev.sedge.wasi.fs.FileStatus;
import dev.sedge.wasi.fs.FileType;
import dev.sedge.wasi.fs.GuestDirectory;
import dev.sedge.wasi.fs.GuestFiles;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * {@code ls [-1aAdlR] [PATH…]}: lists files, one a line. WASI knows no owners and no permissions, so the long form has
 * kind, links, size, time and name.
 */
final class Ls implements Tool {
    private static final String OPTIONS = "1aAdlR";
    private static final int MOST_ENTRIES = 100_000;
    private static final int DEEPEST = 64;
    private static final long NANOS = 1_000_000_000L;

    @Override
    public int run(ToolContext context) throws IOException, InterruptedException {
        ToolOutput out = new ToolOutput(context);
        Set<Character> options = new TreeSet<>();
        List<String> names = new ArrayList<>();
        for (String arg : context.args().subList(1, context.args().size())) {
            if (arg.equals("--") || !arg.startsWith("-") || arg.length() == 1) {
                if (!arg.equals("--")) {
                    names.add(arg);
                }
                continue;
            }
            for (int i = 1; i < arg.length(); i++) {
                char option = arg.charAt(i);
                if (OPTIONS.indexOf(option) < 0) {
                    return out.usage("unknown option " + ToolOutput.printable(arg) + "; usage: ls [-1aAdlR] [PATH...]");
                }
                options.add(option);
            }
        }
        try (GuestFiles files = GuestFiles.of(context.files())) {
            new Listing(context, out, files, options).show(names.isEmpty() ? List.of(".") : names);
        }
        return out.end();
    }

    private static final class Listing {
        private final ToolContext context;
        private final ToolOutput out;
        private final GuestFiles files;
        private final Set<Character> options;
        private boolean begun;

        Listing(ToolContext context, ToolOutput out, GuestFiles files, Set<Character> options) {
            this.context = context;
            this.out = out;
            this.files = files;
            this.options = options;
        }

        void show(List<String> names) throws IOException, InterruptedException {
            List<String> directories = new ArrayList<>();
            for (String name : names) {
                try {
                    String path = ToolPaths.absolute(context, name);
                    boolean follow = !options.contains('l') || name.endsWith("/");
                    FileStatus status = status(path, follow);
                    if (status.isDirectory() && !options.contains('d')) {
                        directories.add(name);
                    } else {
                        entry(name, status, status.isSymbolicLink() ? target(path) : "");
                        begun = true;
                    }
                } catch (ErrnoException e) {
                    out.complain(name, e);
                }
            }
            boolean titles = names.size() > 1 || options.contains('R');
            for (String name : directories) {
                directory(name, ToolPaths.absolute(context, name), titles, 0);
            }
        }

        private String target(String path) {
            try {
                return files.readLink(path);
            } catch (ErrnoException e) {
                return "?";
            }
        }

        /** A dangling link is shown as it is. */
        private FileStatus status(String path, boolean follow) throws ErrnoException {
            try {
                return files.status(path, follow);
            } catch (ErrnoException e) {
                return files.status(path, false);
            }
        }

        private void directory(String name, String path, boolean title, int depth)
                throws IOException, InterruptedException {
            ToolOutput.checkInterrupt();
            List<String> below = new ArrayList<>();
            try (GuestDirectory directory = files.openDirectory(path)) {
                List<String> entries = new ArrayList<>(directory.list(MOST_ENTRIES));
                entries.sort(null);
                if (title) {
                    out.line((begun ? "\n" : "") + ToolOutput.printable(name) + ":");
                }
                begun = true;
                if (options.contains('a')) {
                    entry(".", directory.status(), "");
                    entry("..", directory.status(), "");
                }
                for (String entry : entries) {
                    if (entry.startsWith(".") && !options.contains('a') && !options.contains('A')) {
                        continue;
                    }
                    if (show(directory, entry)) {
                        below.add(entry);
                    }
                }
            } catch (ErrnoException e) {
                out.complain(name, e);
                return;
            }
            if (!options.contains('R')) {
                return;
            }
            if (depth == DEEPEST && !below.isEmpty()) {
                out.complain(ToolOutput.printable(name) + ": more than " + DEEPEST + " directories deep", 1);
                return;
            }
            for (String entry : below) {
                directory(ToolPaths.join(name, entry), ToolPaths.join(path, entry), true, depth + 1);
            }
        }

        /** Shows an entry and tells whether it is a directory. */
        private boolean show(GuestDirectory directory, String name) throws IOException {
            FileStatus status;
            try {
                status = directory.status(name);
            } catch (ErrnoException e) {
                return false; // It is gone by now.
            }
            String target = "";
            if (status.isSymbolicLink() && options.contains('l')) {
                try {
                    target = directory.readLink(name);
                } catch (ErrnoException e) {
                    target = "?";
                }
            }
            entry(name, status, target);
            return status.isDirectory();
        }

        private void entry(String name, FileStatus status, String target) throws IOException {
            String shown = ToolOutput.printable(name);
            if (!options.contains('l')) {
                out.line(shown);
                return;
            }
            Instant time = Instant.ofEpochSecond(Long.divideUnsigned(status.modificationTime(), NANOS));
            out.line("%s %3d %10d %s %s%s"
                    .formatted(
                            kind(status.type()),
                            status.links(),
                            status.size(),
                            time,
                            shown,
                            target.isEmpty() ? "" : " -> " + ToolOutput.printable(target)));
        }

        private static String kind(FileType type) {
            return switch (type) {
                case DIRECTORY -> "d";
                case REGULAR_FILE -> "-";
                case SYMBOLIC_LINK -> "l";
                case CHARACTER_DEVICE -> "c";
                case BLOCK_DEVICE -> "b";
                default -> "?";
            };
        }
    }
}
