package dev.sedge.oci.layer;

import dev.sedge.oci.OciException;
import dev.sedge.oci.internal.LocalFiles;
import dev.sedge.oci.internal.Text;
import dev.sedge.oci.layer.TarEntry.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Applies the members of one layer to a root tree, in the order of the archive. Confined to one thread.
 *
 * @see <a href="https://github.com/opencontainers/image-spec/blob/v1.1.1/layer.md">OCI layers, whiteouts</a>
 */
final class LayerApplier {
    private static final String WHITEOUT = ".wh.";
    private static final String AUFS = ".wh..wh.";
    private static final String OPAQUE = ".wh..wh..opq";
    /** Year 2242; later times are nonsense, and some file systems cannot hold them. */
    private static final long MAX_MTIME = 1L << 33;

    private final RootTree tree;
    private final TarReader archive;
    private final Map<Path, Long> directoryTimes;
    /** What this layer made and all directories above that; whiteouts of the same layer spare it. */
    private final Set<Path> own = new HashSet<>();

    private final byte[] buffer = new byte[1 << 16];
    private int skippedSpecials;

    /** @param directoryTimes collects when directories changed, because unpacking into them changes that */
    LayerApplier(RootTree tree, TarReader archive, Map<Path, Long> directoryTimes) {
        this.tree = tree;
        this.archive = archive;
        this.directoryTimes = directoryTimes;
    }

    /** Applies all members, at most {@code maxEntries}; says how many there were. */
    int apply(int maxEntries) throws IOException {
        int entries = 0;
        for (Optional<TarEntry> entry = archive.next(); entry.isPresent(); entry = archive.next()) {
            if (++entries > maxEntries) {
                throw new OciException.TooLarge(
                        "image has too many files; the limit is reached after " + maxEntries + " more in this layer");
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new OciException.Cancelled("unpack of a layer was interrupted");
            }
            apply(entry.get());
        }
        archive.drain();
        return entries;
    }

    /** Devices and FIFOs that were left out. */
    int skippedSpecials() {
        return skippedSpecials;
    }

    private void apply(TarEntry entry) throws IOException {
        List<String> name = tree.clean(entry.name());
        if (name.isEmpty()) {
            return;
        }
        Path path = tree.locate(name);
        String last = name.get(name.size() - 1);
        if (last.equals(OPAQUE)) {
            removeLowerBelow(tree.parent(path));
        } else if (last.startsWith(AUFS)) {
            return;
        } else if (last.startsWith(WHITEOUT)) {
            whiteOut(path, last.substring(WHITEOUT.length()));
        } else if (entry.kind() == Kind.SPECIAL) {
            skippedSpecials++;
        } else {
            make(entry, path);
            keep(path);
        }
    }

    private void whiteOut(Path marker, String target) throws IOException {
        if (target.isEmpty() || target.equals(".") || target.equals("..")) {
            throw new OciException.Corrupt(
                    "tar archive has the whiteout " + tree.quote(marker) + ", which names no file in its directory");
        }
        removeLower(marker.resolveSibling(target));
    }

    private void make(TarEntry entry, Path path) throws IOException {
        Optional<Path> linked = entry.kind() == Kind.HARD_LINK ? Optional.of(hardLinkTarget(entry)) : Optional.empty();
        if (linked.isPresent() && linked.get().equals(path)) {
            return;
        }
        tree.makeParents(path);
        Optional<BasicFileAttributes> existing = LocalFiles.stat(path);
        boolean merge = entry.kind() == Kind.DIRECTORY
                && existing.map(BasicFileAttributes::isDirectory).orElse(false);
        if (existing.isPresent() && !merge) {
            tree.remove(path);
        }
        switch (entry.kind()) {
            case FILE -> makeFile(entry, path);
            case DIRECTORY -> makeDirectory(entry, path, merge);
            case SYMLINK -> makeSymlink(entry, path);
            case HARD_LINK -> makeHardLink(path, linked.orElseThrow());
            case SPECIAL -> throw new IllegalStateException("no file is made of " + entry.kind());
        }
    }

    private void makeFile(TarEntry entry, Path path) throws IOException {
        try (OutputStream out = Files.newOutputStream(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            int n;
            while ((n = archive.read(buffer)) >= 0) {
                out.write(buffer, 0, n);
            }
        }
        Files.setPosixFilePermissions(path, permissions(entry.mode() | 0600));
        Files.setLastModifiedTime(path, time(entry.mtime()));
    }

    private void makeDirectory(TarEntry entry, Path path, boolean exists) throws IOException {
        if (!exists) {
            Files.createDirectory(path);
        }
        Files.setPosixFilePermissions(path, permissions(entry.mode() | 0700));
        directoryTimes.put(path, entry.mtime());
    }

    private void makeSymlink(TarEntry entry, Path path) throws IOException {
        if (entry.linkName().isEmpty()) {
            throw new OciException.Corrupt("tar archive has the symbolic link " + tree.quote(path) + " to nothing");
        }
        tree.clean(entry.linkName());
        try {
            Files.createSymbolicLink(path, path.getFileSystem().getPath(entry.linkName()));
        } catch (InvalidPathException e) {
            throw RootTree.unencodable(entry.linkName());
        }
    }

    private void makeHardLink(Path path, Path target) throws IOException {
        Optional<BasicFileAttributes> attributes = LocalFiles.stat(target);
        if (attributes.isEmpty() || attributes.get().isDirectory()) {
            throw new OciException.Corrupt("tar archive has the hard link " + tree.quote(path) + " to "
                    + tree.quote(target) + ", which is no file in the image");
        }
        Files.createLink(path, target);
    }

    private Path hardLinkTarget(TarEntry entry) throws IOException {
        List<String> target = tree.clean(entry.linkName());
        if (target.isEmpty()) {
            throw new OciException.Corrupt(
                    "tar archive has the hard link " + Text.quote(entry.name()) + " to the root of the image");
        }
        return tree.locate(target);
    }

    private void keep(Path path) {
        for (Path p = path; !p.equals(tree.root()) && own.add(p); ) {
            p = tree.parent(p);
        }
    }

    private void removeLowerBelow(Path directory) throws IOException {
        Optional<BasicFileAttributes> attributes = LocalFiles.stat(directory);
        if (attributes.isPresent() && attributes.get().isDirectory()) {
            Files.walkFileTree(directory, new LowerRemover(directory));
        }
    }

    private void removeLower(Path path) throws IOException {
        if (!own.contains(path)) {
            tree.remove(path);
        } else {
            removeLowerBelow(path);
        }
    }

    private static FileTime time(long seconds) {
        return FileTime.from(Math.min(seconds, MAX_MTIME), TimeUnit.SECONDS);
    }

    /** Sets when the directories changed, once nothing more is unpacked into them. */
    static void applyTimes(Map<Path, Long> directoryTimes) throws IOException {
        for (Map.Entry<Path, Long> entry : directoryTimes.entrySet()) {
            Optional<BasicFileAttributes> attributes = LocalFiles.stat(entry.getKey());
            if (attributes.isPresent() && attributes.get().isDirectory()) {
                Files.setLastModifiedTime(entry.getKey(), time(entry.getValue()));
            }
        }
    }

    /** The nine permission bits; setuid, setgid and sticky have no place here. */
    private static Set<PosixFilePermission> permissions(int mode) {
        Set<PosixFilePermission> set = EnumSet.noneOf(PosixFilePermission.class);
        PosixFilePermission[] all = PosixFilePermission.values();
        for (int i = 0; i < all.length; i++) {
            if ((mode & 0400 >> i) != 0) {
                set.add(all[i]);
            }
        }
        return set;
    }

    /** Removes below a directory what lower layers left there. */
    private final class LowerRemover extends SimpleFileVisitor<Path> {
        private final Path top;

        LowerRemover(Path top) {
            this.top = top;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) throws IOException {
            if (directory.equals(top) || own.contains(directory)) {
                return FileVisitResult.CONTINUE;
            }
            tree.remove(directory);
            return FileVisitResult.SKIP_SUBTREE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            if (!own.contains(file)) {
                tree.remove(file);
            }
            return FileVisitResult.CONTINUE;
        }
    }
}
