package dev.sedge.oci.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sedge.oci.Digest;
import dev.sedge.oci.OciException;
import dev.sedge.oci.internal.Json;
import dev.sedge.oci.internal.LocalFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** A lease on disk, and the lock that shows other processes that its owner lives. */
@SuppressWarnings("try") // A lock is held, not used.
final class LeaseFile {
    private static final String WHAT = "lease file";

    private final Path file;
    private final StoreLocks locks;
    private final StoreLocks.Held alive;
    private final Disk disk;
    private final Instant expires;

    LeaseFile(Path file, StoreLocks locks, StoreLocks.Held alive, Disk disk, Instant expires) {
        this.file = file;
        this.locks = locks;
        this.alive = alive;
        this.disk = disk;
        this.expires = expires;
    }

    static String key(Path file) {
        return "lease:" + file.getFileName();
    }

    void write(Collection<Digest> digests) throws OciException {
        ObjectNode record = Json.object().put("expires", expires.toString());
        var array = record.putArray("digests");
        digests.forEach(digest -> array.add(digest.toString()));
        try (StoreLocks.Held held = locks.shared()) {
            Path temporary = file.resolveSibling(ContentStore.TEMPORARY + file.getFileName());
            disk.replaceForNow(file, temporary, Json.bytes(record)); // No process survives a crash of the machine.
        } catch (IOException e) {
            throw LocalFiles.failure("write a lease of the store", e);
        }
    }

    void delete() throws OciException {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw LocalFiles.failure("delete a lease of the store", e);
        } finally {
            alive.close();
        }
    }

    /**
     * What a lease protects; empty if it is over, and then the file is removed. One that cannot be read is over: it is
     * written before anything that it protects, and as a whole.
     */
    static Optional<List<Digest>> readLive(Path file, StoreLocks locks, Instant now) throws IOException {
        Optional<StoreLocks.Held> dead = locks.tryKey(key(file));
        try {
            Optional<Content> content = read(file);
            if (content.isPresent() && (dead.isEmpty() || content.get().expires.isAfter(now))) {
                return Optional.of(content.get().digests);
            }
            if (dead.isPresent()) {
                Files.deleteIfExists(file);
            }
            return Optional.empty();
        } finally {
            if (dead.isPresent()) {
                dead.get().close();
            }
        }
    }

    private static Optional<Content> read(Path file) throws IOException {
        try {
            ObjectNode record = Json.parseObject(Files.readAllBytes(file), WHAT);
            List<Digest> digests = new ArrayList<>();
            for (String text : Json.texts(record, "digests", WHAT)) {
                digests.add(Digest.parse(text));
            }
            return Optional.of(
                    new Content(Instant.parse(Json.text(record, "expires", WHAT).orElse("")), digests));
        } catch (NoSuchFileException | OciException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private record Content(Instant expires, List<Digest> digests) {}
}
