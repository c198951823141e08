package dev.sedge.oci.store;

import dev.sedge.oci.Descriptor;
import dev.sedge.oci.Digest;
import dev.sedge.oci.ImageIndex;
import dev.sedge.oci.ImageManifest;
import dev.sedge.oci.Manifest;
import dev.sedge.oci.MediaType;
import dev.sedge.oci.OciException;
import dev.sedge.oci.internal.LocalFiles;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Mark and sweep. Roots are the references and the live leases; edges lead from indexes to manifests and from there to
 * configs, layers and unpacked trees. Runs with the store held exclusively, so that no lease and no reference appears
 * meanwhile; files being downloaded are known by the locks of their digests.
 */
@SuppressWarnings("try") // A lock is held, not used.
final class GarbageCollector {
    private static final Duration MAX_INGEST_AGE = Duration.ofHours(24);

    private final StorePaths paths;
    private final StoreLocks locks;
    private final RefStore refs;
    private final Instant now;
    private final Set<Digest> marked = new HashSet<>();
    private int blobs;
    private long bytes;

    GarbageCollector(StorePaths paths, StoreLocks locks, RefStore refs, Instant now) {
        this.paths = paths;
        this.locks = locks;
        this.refs = refs;
        this.now = now;
    }

    /** Removes what nothing reaches. Trees are only renamed, for the caller to delete without the lock. */
    Garbage collect() throws IOException {
        mark();
        Set<String> kept = new HashSet<>();
        marked.forEach(digest -> kept.add(digest.toString()));
        for (String algorithm : List.of(Digest.SHA256, Digest.SHA512)) {
            for (Path blob : list(paths.blobs(algorithm))) {
                sweepBlob(algorithm, blob, kept);
            }
        }
        for (Path part : list(paths.ingests())) {
            sweepIngest(part);
        }
        for (Path temporary : list(paths.refs())) {
            deleteTemporary(temporary);
        }
        for (Path temporary : list(paths.leases())) {
            deleteTemporary(temporary);
        }
        return new Garbage(blobs, bytes, sweepRootfses());
    }

    private void mark() throws IOException {
        Deque<Digest> pending = new ArrayDeque<>();
        for (StoredReference reference : refs.list()) {
            pending.add(reference.target());
            pending.add(reference.id());
        }
        for (Path lease : list(paths.leases())) {
            if (!lease.getFileName().toString().startsWith(ContentStore.TEMPORARY)) {
                LeaseFile.readLive(lease, locks, now).ifPresent(pending::addAll);
            }
        }
        while (!pending.isEmpty()) {
            Digest digest = pending.pop();
            if (marked.add(digest)) {
                edges(digest).forEach(pending::push);
            }
        }
    }

    private List<Digest> edges(Digest digest) throws IOException {
        Optional<Manifest> manifest = readManifest(paths.blob(digest), digest);
        List<Digest> edges = new ArrayList<>();
        if (manifest.isPresent() && manifest.get() instanceof ImageIndex index) {
            index.manifests().stream().map(Descriptor::digest).forEach(edges::add);
        } else if (manifest.isPresent() && manifest.get() instanceof ImageManifest image) {
            edges.add(image.config().digest());
            image.layers().stream().map(Descriptor::digest).forEach(edges::add);
        }
        return edges;
    }

    /** The document that a blob is, if it is one; its media type is that of whoever named it, and not known here. */
    private static Optional<Manifest> readManifest(Path blob, Digest digest) throws IOException {
        byte[] content;
        try {
            if (Files.size(blob) > Manifest.MAX_BYTES) {
                return Optional.empty();
            }
            content = Files.readAllBytes(blob);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        if (content.length == 0 || content[0] == 0 || !digest.matches(content)) {
            return Optional.empty();
        }
        for (Optional<String> type : List.of(
                Optional.<String>empty(), Optional.of(MediaType.OCI_MANIFEST), Optional.of(MediaType.OCI_INDEX))) {
            try {
                return Optional.of(Manifest.parse(content, type));
            } catch (OciException e) {
                // Not a document of this type: most blobs are none at all.
            }
        }
        return Optional.empty();
    }

    private void sweepBlob(String algorithm, Path blob, Set<String> kept) throws IOException {
        if (kept.contains(algorithm + ":" + blob.getFileName())) {
            return;
        }
        long size = LocalFiles.stat(blob).map(BasicFileAttributes::size).orElse(0L);
        LocalFiles.deleteTree(blob);
        blobs++;
        bytes += size;
    }

    private void sweepIngest(Path part) throws IOException {
        Optional<BasicFileAttributes> attributes = LocalFiles.stat(part);
        boolean old = attributes.isPresent()
                && attributes.get().lastModifiedTime().toInstant().isBefore(now.minus(MAX_INGEST_AGE));
        if (!old) {
            return;
        }
        Optional<StoreLocks.Held> idle =
                locks.tryKey(ContentStore.blobKey(part.getFileName().toString()));
        if (idle.isPresent()) {
            try (StoreLocks.Held held = idle.get()) {
                LocalFiles.deleteTree(part);
            }
        }
    }

    private List<Path> sweepRootfses() throws IOException {
        List<Path> renamed = new ArrayList<>();
        Set<String> kept = new HashSet<>();
        marked.forEach(digest -> kept.add(digest.hex()));
        for (Path entry : list(paths.rootfses())) {
            String name = entry.getFileName().toString();
            if (name.startsWith(".")) {
                continue;
            }
            String hex = name.endsWith(".json") ? name.substring(0, name.length() - 5) : name;
            if (kept.contains(hex)) {
                continue;
            }
            if (name.endsWith(".json")) {
                Files.deleteIfExists(entry);
            } else {
                Path doomed = paths.rootfsTemporary("gone-" + hex);
                LocalFiles.deleteTree(doomed);
                Files.move(entry, doomed, StandardCopyOption.ATOMIC_MOVE);
                renamed.add(doomed);
            }
        }
        return renamed;
    }

    private static void deleteTemporary(Path file) throws IOException {
        if (file.getFileName().toString().startsWith(ContentStore.TEMPORARY)) {
            LocalFiles.deleteTree(file);
        }
    }

    private static List<Path> list(Path directory) throws IOException {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
            stream.forEach(entries::add);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return entries;
    }

    /** What was removed, and the trees that are still to be deleted. */
    record Garbage(int blobs, long bytes, List<Path> renamedTrees) {}
}
