package dev.sedge.wasi.fs;

import static org.assertj.core.api.Assertions.fail;

import dev.sedge.wasi.internal.fs.OpenRequest;
import dev.sedge.wasi.internal.fs.Opened;
import dev.sedge.wasi.internal.fs.PathResolver;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeSet;

/** A guest with one preopened directory, as a test sees it. */
final class Guest implements AutoCloseable {
    static final OpenMode TRUNCATE = new OpenMode(true, true, true, false, true);
    static final OpenMode WRITE = new OpenMode(false, true, false, false, false);

    private final GuestDirectory root;

    Guest(GuestFileSystem fileSystem) throws ErrnoException {
        root = fileSystem.root();
    }

    /** Something a guest does. */
    interface Act {
        void run() throws ErrnoException;
    }

    /** What a guest's act answers. */
    static Errno errno(Act act) {
        try {
            act.run();
            return Errno.SUCCESS;
        } catch (ErrnoException e) {
            return e.errno();
        }
    }

    GuestDirectory root() {
        return root;
    }

    Opened open(String path, boolean follow, OpenMode mode) throws ErrnoException {
        return PathResolver.open(root, path, new OpenRequest(follow, false, mode));
    }

    GuestFile file(String path, OpenMode mode) throws ErrnoException {
        return file(path, true, mode);
    }

    GuestFile file(String path, boolean follow, OpenMode mode) throws ErrnoException {
        Opened opened = open(path, follow, mode);
        if (opened instanceof Opened.File file) {
            return file.handle();
        }
        close(opened);
        throw new ErrnoException(Errno.ISDIR);
    }

    GuestDirectory directory(String path) throws ErrnoException {
        Opened opened = PathResolver.open(root, path, new OpenRequest(true, true, OpenMode.READ));
        return opened instanceof Opened.Directory directory ? directory.handle() : fail("no directory");
    }

    Errno opening(String path, boolean follow, OpenMode mode) {
        return errno(() -> close(open(path, follow, mode)));
    }

    String read(String path) throws ErrnoException {
        try (GuestFile file = file(path, OpenMode.READ)) {
            return text(file);
        }
    }

    static String text(GuestFile file) throws ErrnoException {
        ByteBuffer buffer = ByteBuffer.allocate(1 << 20);
        int count = file.read(buffer, 0);
        return new String(buffer.array(), 0, count, StandardCharsets.UTF_8);
    }

    static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    void write(String path, String text) throws ErrnoException {
        try (GuestFile file = file(path, TRUNCATE)) {
            file.write(bytes(text), 0);
        }
    }

    FileStatus status(String path) throws ErrnoException {
        return PathResolver.status(root, path, true);
    }

    FileStatus linkStatus(String path) throws ErrnoException {
        return PathResolver.status(root, path, false);
    }

    boolean exists(String path) throws ErrnoException {
        try {
            linkStatus(path);
            return true;
        } catch (ErrnoException e) {
            if (e.errno() == Errno.NOENT) {
                return false;
            }
            throw e;
        }
    }

    List<String> list(String path) throws ErrnoException {
        try (GuestDirectory directory = directory(path)) {
            return List.copyOf(new TreeSet<>(directory.list(10_000)));
        }
    }

    void mkdir(String path) throws ErrnoException {
        PathResolver.createDirectory(root, path);
    }

    void rmdir(String path) throws ErrnoException {
        PathResolver.deleteDirectory(root, path);
    }

    void unlink(String path) throws ErrnoException {
        PathResolver.deleteFile(root, path);
    }

    void symlink(String path, String target) throws ErrnoException {
        PathResolver.createSymbolicLink(root, path, target);
    }

    String readLink(String path) throws ErrnoException {
        return PathResolver.readLink(root, path);
    }

    void link(String path, String toPath) throws ErrnoException {
        PathResolver.link(root, path, root, toPath);
    }

    void rename(String path, String toPath) throws ErrnoException {
        PathResolver.rename(root, path, root, toPath);
    }

    void setTimes(String path, boolean follow, FileTimes times) throws ErrnoException {
        PathResolver.setTimes(root, path, follow, times);
    }

    static void close(Opened opened) {
        if (opened instanceof Opened.File file) {
            file.handle().close();
        } else if (opened instanceof Opened.Directory directory) {
            directory.handle().close();
        }
    }

    @Override
    public void close() {
        root.close();
    }
}
