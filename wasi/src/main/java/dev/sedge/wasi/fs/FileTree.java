package dev.sedge.wasi.fs;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * A file system by whole paths, for the host that looks into it as a program in a container would: {@code ..} stays in
 * the root, and absolute links lead to the root. Guests are held to stricter rules, which have no absolute links. As
 * thread-safe as the file system, which stays the caller's.
 *
 * <p>A path is walked from the root, whether or not it begins with a slash. What is walked through is opened one name at a
 * time, so nothing leads out of the tree, whoever changes it meanwhile.
 */
public final class FileTree {
    private static final int MAX_LINKS = 40;
    private static final int MAX_PATH = 4096;

    private final GuestFileSystem fileSystem;

    private FileTree(GuestFileSystem fileSystem) {
        this.fileSystem = fileSystem;
    }

    /** The paths of a file system. */
    public static FileTree of(GuestFileSystem fileSystem) {
        return new FileTree(fileSystem);
    }

    /**
     * The path without links, {@code .} and {@code ..} of what a path means, links followed to the end.
     *
     * @throws ErrnoException NOENT when nothing is there
     */
    public String realPath(String path) throws ErrnoException {
        try (Walk walk = new Walk(path, true)) {
            if (!walk.name.isEmpty()) {
                walk.top().status(walk.name);
            }
            return walk.path();
        }
    }

    /**
     * The status of what a path means.
     *
     * @param follow whether a link at its end is followed
     */
    public FileStatus status(String path, boolean follow) throws ErrnoException {
        try (Walk walk = new Walk(path, follow)) {
            return walk.name.isEmpty() ? walk.top().status() : walk.top().status(walk.name);
        }
    }

    /** Opens a file, links followed; the caller closes it. ISDIR for a directory. */
    public GuestFile openFile(String path, OpenMode mode) throws ErrnoException {
        try (Walk walk = new Walk(path, !(mode.create() && mode.exclusive()))) {
            if (walk.name.isEmpty()) {
                throw new ErrnoException(Errno.ISDIR);
            }
            return walk.top().openFile(walk.name, mode);
        }
    }

    /** Opens a directory, links followed; the caller closes it. NOTDIR for another thing. */
    public GuestDirectory openDirectory(String path) throws ErrnoException {
        try (Walk walk = new Walk(path, true)) {
            return walk.name.isEmpty() ? walk.top().reopen() : walk.top().openDirectory(walk.name);
        }
    }

    /** One walk to the directory that holds the last name. */
    private final class Walk implements AutoCloseable {
        private final List<GuestDirectory> opened = new ArrayList<>();
        private final List<String> names = new ArrayList<>();
        private final Deque<String> todo = new ArrayDeque<>();
        private int links;

        /** The last name in {@link #top}; empty when the path means that directory itself. */
        private String name = "";

        private Walk(String path, boolean follow) throws ErrnoException {
            opened.add(fileSystem.root());
            try {
                enqueue(path);
                walk(follow);
            } catch (ErrnoException e) {
                close();
                throw e;
            }
        }

        private GuestDirectory top() {
            return opened.get(opened.size() - 1);
        }

        private String path() {
            List<String> all = new ArrayList<>(names);
            if (!name.isEmpty()) {
                all.add(name);
            }
            return "/" + String.join("/", all);
        }

        private void walk(boolean follow) throws ErrnoException {
            while (!todo.isEmpty()) {
                String next = todo.removeFirst();
                if (next.equals("..")) {
                    leave();
                } else if (todo.isEmpty()) {
                    if (!follow || !isLink(next)) {
                        name = next;
                        return;
                    }
                    expand(next);
                } else {
                    enter(next);
                }
            }
        }

        private boolean isLink(String next) throws ErrnoException {
            try {
                return top().status(next).isSymbolicLink();
            } catch (ErrnoException e) {
                if (e.errno() == Errno.NOENT) {
                    return false; // The caller may make it.
                }
                throw e;
            }
        }

        private void enter(String next) throws ErrnoException {
            GuestDirectory directory;
            try {
                directory = top().openDirectory(next);
            } catch (ErrnoException e) {
                if (e.errno() != Errno.LOOP) {
                    throw e;
                }
                expand(next);
                return;
            }
            opened.add(directory);
            names.add(next);
        }

        private void leave() {
            if (opened.size() > 1) {
                opened.remove(opened.size() - 1).close();
                names.remove(names.size() - 1);
            }
        }

        private void expand(String link) throws ErrnoException {
            if (++links > MAX_LINKS) {
                throw new ErrnoException(Errno.LOOP, "more than " + MAX_LINKS + " links");
            }
            String text = top().followLink(link);
            if (text.startsWith("/")) {
                while (opened.size() > 1) {
                    leave();
                }
            }
            enqueue(text);
        }

        private void enqueue(String path) throws ErrnoException {
            if (path.length() > MAX_PATH) {
                throw new ErrnoException(Errno.NAMETOOLONG, "the path is longer than " + MAX_PATH + " bytes");
            }
            if (path.indexOf('\0') >= 0) {
                throw new ErrnoException(Errno.INVAL, "the path contains NUL");
            }
            String[] parts = path.split("/", -1);
            for (int i = parts.length - 1; i >= 0; i--) {
                if (!parts[i].isEmpty() && !parts[i].equals(".")) {
                    todo.addFirst(parts[i]);
                }
            }
        }

        @Override
        public void close() {
            opened.forEach(GuestDirectory::close);
            opened.clear();
        }
    }
}
