package dev.sedge.agent.tools;

import dev.sedge.oci.layer.TarEntry;
import dev.sedge.oci.layer.TarReader;
import dev.sedge.wasi.fs.Errno;
import dev.sedge.wasi.fs.ErrnoException;
import dev.sedge.wasi.fs.FileTimes;
import dev.sedge.wasi.fs.GuestFile;
import dev.sedge.wasi.fs.GuestFiles;
import dev.sedge.wasi.fs.OpenMode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Unpacks an archive below a directory. The container's walk keeps all of it inside the container; beyond that a member
 * stays below the directory: one whose name climbs with {@code ..} is left out, as is one that lies behind a link from
 * the same archive. A slash at the beginning of a name means nothing.
 */
final class TarExtraction {
    private static final int BUFFER = 1 << 15;
    private static final int MOST_REMEMBERED = 20_000;
    private static final long NANOS = 1_000_000_000L;
    private static final OpenMode NEW = new OpenMode(false, true, true, true, false);
    private static final OpenMode OVER = new OpenMode(false, true, true, false, true);

    private final GuestFiles files;
    private final String base;
    private final TarOptions options;
    private final ToolOutput out;
    private final Set<String> links = new HashSet<>();
    private final Set<String> directories = new HashSet<>();

    TarExtraction(GuestFiles files, String base, TarOptions options, ToolOutput out) {
        this.files = files;
        this.base = base;
        this.options = options;
        this.out = out;
    }

    void run(InputStream in) throws IOException, InterruptedException {
        try {
            files.openDirectory(base).close();
        } catch (ErrnoException e) {
            out.complain(ToolOutput.printable(options.directory()) + ": " + ToolOutput.words(e), ToolOutput.USAGE);
            return;
        }
        TarReader archive = new TarReader(in);
        Optional<TarEntry> entry = archive.next();
        while (entry.isPresent()) {
            ToolOutput.checkInterrupt();
            String shown = ToolOutput.printable(entry.get().name());
            if (options.verbose()) {
                out.line(shown);
            }
            try {
                member(archive, entry.get());
            } catch (ErrnoException e) {
                out.complain(shown + ": " + ToolOutput.words(e), ToolOutput.USAGE);
            }
            entry = archive.next();
        }
        byte[] rest = new byte[BUFFER];
        while (in.read(rest) >= 0) {
            ToolOutput.checkInterrupt(); // Padding, which the sender wants to be rid of.
        }
    }

    private void member(TarReader archive, TarEntry entry) throws IOException, InterruptedException {
        Optional<String> name = below(entry.name());
        if (name.isEmpty()) {
            out.complain(
                    ToolOutput.printable(entry.name()) + ": leads out of the directory; left out", ToolOutput.USAGE);
            return;
        }
        if (name.get().isEmpty()) {
            return;
        }
        parents(name.get());
        String path = ToolPaths.join(base, name.get());
        switch (entry.kind()) {
            case DIRECTORY -> directory(name.get());
            case FILE -> file(archive, path, entry);
            case SYMLINK -> symbolicLink(name.get(), path, entry);
            case HARD_LINK -> hardLink(path, entry);
            case SPECIAL -> out.complain(ToolOutput.printable(entry.name()) + ": devices and FIFOs are left out", 1);
        }
    }

    private void symbolicLink(String name, String path, TarEntry entry) throws IOException {
        if (links.size() == MOST_REMEMBERED) {
            out.complain(
                    ToolOutput.printable(entry.name()) + ": more than " + MOST_REMEMBERED + " links; left out",
                    ToolOutput.USAGE);
            return;
        }
        remove(path);
        files.createSymbolicLink(path, entry.linkName());
        links.add(name);
    }

    private void hardLink(String path, TarEntry entry) throws IOException {
        Optional<String> target = below(entry.linkName());
        if (target.isEmpty() || target.get().isEmpty()) {
            out.complain(
                    ToolOutput.printable(entry.name()) + ": its target leads out of the directory; left out",
                    ToolOutput.USAGE);
            return;
        }
        remove(path);
        files.link(ToolPaths.join(base, target.get()), path);
    }

    private void file(TarReader archive, String path, TarEntry entry) throws IOException, InterruptedException {
        boolean complete = false;
        try (GuestFile file = create(path)) {
            byte[] buffer = new byte[BUFFER];
            long position = 0;
            int n;
            while ((n = archive.read(buffer)) >= 0) {
                ToolOutput.checkInterrupt();
                ByteBuffer content = ByteBuffer.wrap(buffer, 0, n);
                while (content.hasRemaining()) {
                    int written = file.write(content, position);
                    if (written <= 0) {
                        throw new ErrnoException(Errno.IO);
                    }
                    position += written;
                }
            }
            complete = true;
        } catch (ErrnoException e) {
            if (!complete && isSpace(e.errno())) {
                removeQuietly(path); // What is half there only takes the room that is missing.
            }
            throw e;
        }
        if (!options.keepTime()) {
            files.setTimes(path, FileTimes.modified(Math.min(entry.mtime(), Long.MAX_VALUE / NANOS) * NANOS));
        }
    }

    /** A new file in the place of an old one, or over it where that is mounted and cannot be removed. */
    private GuestFile create(String path) throws ErrnoException {
        try {
            remove(path);
        } catch (ErrnoException e) {
            if (e.errno() == Errno.BUSY) {
                return files.openFile(path, OVER, false);
            }
            throw e;
        }
        return files.openFile(path, NEW, false);
    }

    private void remove(String path) throws ErrnoException {
        try {
            files.deleteFile(path);
        } catch (ErrnoException e) {
            if (e.errno() != Errno.NOENT) {
                throw e;
            }
        }
    }

    private void removeQuietly(String path) {
        try {
            files.deleteFile(path);
        } catch (ErrnoException e) {
            // It stays as it is; the failure before this one is reported.
        }
    }

    private void parents(String name) throws ErrnoException {
        int slash = name.indexOf('/');
        while (slash >= 0) {
            directory(name.substring(0, slash));
            slash = name.indexOf('/', slash + 1);
        }
    }

    /** One that is there will do, also as a link of the container's own. */
    private void directory(String name) throws ErrnoException {
        if (directories.contains(name)) {
            return;
        }
        String path = ToolPaths.join(base, name);
        try {
            files.createDirectory(path);
        } catch (ErrnoException e) {
            if (e.errno() != Errno.EXIST && e.errno() != Errno.ROFS) {
                throw e;
            }
            if (!files.status(path, true).isDirectory()) {
                throw e;
            }
        }
        if (directories.size() < MOST_REMEMBERED) {
            directories.add(name);
        }
    }

    /** The name below the directory without needless parts; empty where it leads out, or behind a link of the archive. */
    private Optional<String> below(String name) {
        List<String> parts = new ArrayList<>();
        for (String part : name.split("/", -1)) {
            if (part.equals("..")) {
                return Optional.empty();
            }
            if (!part.isEmpty() && !part.equals(".")) {
                if (links.contains(String.join("/", parts))) {
                    return Optional.empty();
                }
                parts.add(part);
            }
        }
        return Optional.of(String.join("/", parts));
    }

    private static boolean isSpace(Errno errno) {
        return errno == Errno.NOSPC || errno == Errno.DQUOT || errno == Errno.FBIG;
    }
}
