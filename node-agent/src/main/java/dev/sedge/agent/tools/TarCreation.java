package dev.sedge.agent.tools;

import dev.sedge.wasi.fs.ErrnoException;
import dev.sedge.wasi.fs.FileStatus;
import dev.sedge.wasi.fs.GuestDirectory;
import dev.sedge.wasi.fs.GuestFile;
import dev.sedge.wasi.fs.GuestFiles;
import dev.sedge.wasi.fs.OpenMode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts files and trees into an archive. Links are kept as links. A guest may change its files meanwhile: a member always
 * has the size that its header says.
 */
final class TarCreation {
    private static final int BUFFER = 1 << 15;
    private static final int MOST_ENTRIES = 100_000;
    private static final int DEEPEST = 64;
    private static final long NANOS = 1_000_000_000L;

    private final GuestFiles files;
    private final String base;
    private final TarOptions options;
    private final ToolOutput out;
    private final TarWriter archive;

    TarCreation(GuestFiles files, String base, TarOptions options, ToolOutput out) {
        this.files = files;
        this.base = base;
        this.options = options;
        this.out = out;
        this.archive = new TarWriter(out.stream());
    }

    void run() throws IOException, InterruptedException {
        for (String name : options.members()) {
            String path = name.startsWith("/") ? name : ToolPaths.join(base, name);
            try {
                argument(path, memberName(name));
            } catch (ErrnoException e) {
                out.complain(ToolOutput.printable(name) + ": Cannot stat: " + ToolOutput.words(e), ToolOutput.USAGE);
            }
        }
        archive.end();
    }

    private void argument(String path, String member) throws IOException, InterruptedException {
        FileStatus status = files.status(path, path.endsWith("/"));
        if (status.isDirectory()) {
            try (GuestDirectory directory = files.openDirectory(path)) {
                directory(directory, member, 0);
            }
        } else if (status.isSymbolicLink()) {
            link(member, files.readLink(path), status);
        } else if (status.isRegularFile()) {
            try (GuestFile file = files.openFile(path, OpenMode.READ, false)) {
                content(file, member);
            }
        } else {
            skip(member);
        }
    }

    private void directory(GuestDirectory directory, String member, int depth)
            throws IOException, InterruptedException {
        header('5', member + "/", "", 0, directory.status());
        List<String> names = new ArrayList<>(directory.list(MOST_ENTRIES));
        names.sort(null);
        for (String name : names) {
            String below = member + "/" + name;
            try {
                entry(directory, name, below, depth);
            } catch (ErrnoException e) {
                out.complain(below, e);
            }
        }
    }

    private void entry(GuestDirectory parent, String name, String member, int depth)
            throws IOException, InterruptedException {
        ToolOutput.checkInterrupt();
        FileStatus status = parent.status(name);
        if (status.isDirectory()) {
            if (depth == DEEPEST) {
                out.complain(
                        ToolOutput.printable(member) + ": more than " + DEEPEST + " directories deep; left out",
                        ToolOutput.USAGE);
                return;
            }
            try (GuestDirectory directory = parent.openDirectory(name)) {
                directory(directory, member, depth + 1);
            }
        } else if (status.isSymbolicLink()) {
            link(member, parent.readLink(name), status);
        } else if (status.isRegularFile()) {
            try (GuestFile file = parent.openFile(name, OpenMode.READ)) {
                content(file, member);
            }
        } else {
            skip(member);
        }
    }

    private void link(String member, String text, FileStatus status) throws IOException {
        header('2', member, text, 0, status);
    }

    private void skip(String member) throws IOException {
        out.complain(ToolOutput.printable(member) + ": no file, directory or link; left out", 1);
    }

    private void content(GuestFile file, String member) throws IOException, InterruptedException {
        FileStatus status = file.status();
        header('0', member, "", status.size(), status);
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        long done = 0;
        while (done < status.size()) {
            ToolOutput.checkInterrupt();
            buffer.clear().limit((int) Math.min(BUFFER, status.size() - done));
            int n = read(file, buffer, done, member);
            if (n == 0) {
                fill(member, status.size() - done);
                break;
            }
            out.stream().write(buffer.array(), 0, n);
            done += n;
        }
        archive.pad(status.size());
    }

    /** After the header the member has to be as long as it says, whatever happens to the file. */
    private int read(GuestFile file, ByteBuffer buffer, long position, String member) throws IOException {
        try {
            return file.read(buffer, position);
        } catch (ErrnoException e) {
            out.complain(member, e);
            return 0;
        }
    }

    private void fill(String member, long missing) throws IOException, InterruptedException {
        out.complain(ToolOutput.printable(member) + ": file shrank by " + missing + " bytes; filled up with zeros", 1);
        byte[] zeros = new byte[BUFFER];
        for (long left = missing; left > 0; left -= BUFFER) {
            ToolOutput.checkInterrupt();
            out.stream().write(zeros, 0, (int) Math.min(BUFFER, left));
        }
    }

    private void header(char type, String name, String link, long size, FileStatus status) throws IOException {
        long seconds = Long.divideUnsigned(status.modificationTime(), NANOS);
        archive.header(type, name, link, size, seconds);
    }

    /** A name that stays below wherever it is unpacked, as tars write it: without a slash before and dots above. */
    private static String memberName(String name) {
        String member = name;
        int above = member.equals("..") || member.endsWith("/..") ? member.length() : member.lastIndexOf("../") + 3;
        if (above > 2 && (above == 3 || member.length() == above || member.charAt(above - 4) == '/')) {
            member = member.substring(above);
        }
        member = member.replaceFirst("^/+", "").replaceFirst("/+$", "");
        return member.isEmpty() ? "." : member;
    }
}
