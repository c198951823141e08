package dev.sedge.wasi.internal.fs;

import dev.sedge.wasi.fs.Errno;
import dev.sedge.wasi.fs.ErrnoException;
import dev.sedge.wasi.fs.GuestDirectory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * One walk along a guest's path, from a directory downwards, that can never leave it.
 *
 * <p>The directories passed stay open on a stack, so {@code ..} is answered from the stack and never asked of the
 * operating system; above the first entry it is PERM. A link's text takes the link's place in what is left to walk, so it
 * is held to the same rules. Names are compared as a whole: {@code ..data} is an ordinary name.
 */
final class PathWalk implements AutoCloseable {
    private static final int MAX_PATH = 4096;
    private static final int MAX_NAME = 255;
    private static final int MAX_LINKS = 40;
    private static final int MAX_RETRIES = 40;

    private final GuestDirectory base;
    private final List<GuestDirectory> opened = new ArrayList<>();
    private final Deque<String> todo = new ArrayDeque<>();
    private boolean trailingSlash;
    private int links;
    private int retries;

    PathWalk(GuestDirectory base, String path) throws ErrnoException {
        this.base = base;
        if (path.isEmpty()) {
            throw new ErrnoException(Errno.NOENT, "the path is empty");
        }
        if (path.length() > MAX_PATH || encodedLength(path) > MAX_PATH) {
            throw new ErrnoException(Errno.NAMETOOLONG, "the path is longer than 4096 bytes");
        }
        if (path.indexOf('\0') >= 0) {
            throw new ErrnoException(Errno.INVAL, "the path contains NUL");
        }
        enqueue(path);
    }

    /**
     * Walks to the last component and returns its name, unexamined, in {@link #top()}; empty when the path means the
     * directory {@link #top()} itself.
     */
    Optional<String> advance() throws ErrnoException {
        while (true) {
            String name = todo.pollFirst();
            if (name == null) {
                return Optional.empty();
            }
            if (name.equals(".")) {
                continue;
            }
            if (name.equals("..")) {
                leave();
                continue;
            }
            if (name.length() > MAX_NAME || encodedLength(name) > MAX_NAME) {
                throw new ErrnoException(Errno.NAMETOOLONG, "a name is longer than 255 bytes");
            }
            if (todo.isEmpty()) {
                return Optional.of(name);
            }
            enter(name);
        }
    }

    /** The directory that was reached. It belongs to the walk. */
    GuestDirectory top() {
        return opened.isEmpty() ? base : opened.get(opened.size() - 1);
    }

    /** Whether the path, or the text of the link that was last, ends with a slash. */
    boolean trailingSlash() {
        return trailingSlash;
    }

    /** Puts the text of the link {@code name} before what is left to walk. */
    void expand(String name) throws ErrnoException {
        String text;
        try {
            text = top().followLink(name);
        } catch (ErrnoException e) {
            if (e.errno() == Errno.INVAL || e.errno() == Errno.NOENT) {
                again(name);
                return;
            }
            throw e;
        }
        if (++links > MAX_LINKS) {
            throw new ErrnoException(Errno.LOOP, "more than 40 symbolic links");
        }
        if (text.isEmpty()) {
            throw new ErrnoException(Errno.NOENT, "the link has no text");
        }
        enqueue(text);
    }

    @Override
    public void close() {
        for (int i = opened.size() - 1; i >= 0; i--) {
            opened.get(i).close();
        }
        opened.clear();
    }

    private void enter(String name) throws ErrnoException {
        GuestDirectory next;
        try {
            next = top().openDirectory(name);
        } catch (ErrnoException e) {
            if (e.errno() == Errno.LOOP) {
                expand(name);
                return;
            }
            throw e;
        }
        opened.add(next);
    }

    private void leave() throws ErrnoException {
        if (opened.isEmpty()) {
            throw new ErrnoException(Errno.PERM, "the path leads above its directory");
        }
        opened.remove(opened.size() - 1).close();
    }

    /** The name was a link a moment ago and is none now, or the reverse: look at it again, but not for ever. */
    private void again(String name) throws ErrnoException {
        if (++retries > MAX_RETRIES) {
            throw new ErrnoException(Errno.LOOP, "the name changes all the time");
        }
        todo.addFirst(name);
    }

    private void enqueue(String path) throws ErrnoException {
        if (path.charAt(0) == '/') {
            throw new ErrnoException(Errno.PERM, "the path is absolute");
        }
        if (todo.isEmpty()) {
            trailingSlash |= path.endsWith("/");
        }
        int end = path.length();
        while (end > 0) {
            int slash = path.lastIndexOf('/', end - 1);
            if (slash < end - 1) {
                todo.addFirst(path.substring(slash + 1, end));
            }
            end = slash;
        }
    }

    private static int encodedLength(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return text.getBytes(StandardCharsets.UTF_8).length;
            }
        }
        return text.length();
    }
}
