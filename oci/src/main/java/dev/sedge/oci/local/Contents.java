package dev.sedge.oci.local;

import dev.sedge.oci.Digest;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** What the repositories of a registry hold. For many threads. */
final class Contents {
    private final Map<String, Repository> repositories = new ConcurrentSkipListMap<>();
    private final Map<String, ByteArrayOutputStream> uploads = new ConcurrentHashMap<>();

    /** A manifest or index as it was pushed. */
    static final class Document {
        private final String mediaType;
        private final byte[] bytes;

        Document(String mediaType, byte[] bytes) {
            this.mediaType = mediaType;
            this.bytes = bytes;
        }

        String mediaType() {
            return mediaType;
        }

        byte[] bytes() {
            return bytes;
        }
    }

    private record Repository(Map<Digest, byte[]> blobs, Map<Digest, Document> manifests, Map<String, Digest> tags) {}

    void putBlob(String repository, Digest digest, byte[] content) {
        repository(repository).blobs().put(digest, content);
    }

    Optional<byte[]> blob(String repository, Digest digest) {
        return existing(repository)
                .flatMap(found -> Optional.ofNullable(found.blobs().get(digest)));
    }

    void putManifest(String repository, Digest digest, Document document) {
        repository(repository).manifests().put(digest, document);
    }

    Optional<Document> manifest(String repository, Digest digest) {
        return existing(repository)
                .flatMap(found -> Optional.ofNullable(found.manifests().get(digest)));
    }

    void tag(String repository, String tag, Digest digest) {
        repository(repository).tags().put(tag, digest);
    }

    Optional<Digest> tagged(String repository, String tag) {
        return existing(repository)
                .flatMap(found -> Optional.ofNullable(found.tags().get(tag)));
    }

    Optional<List<String>> tags(String repository) {
        return existing(repository).map(found -> List.copyOf(found.tags().keySet()));
    }

    boolean removeManifest(String repository, Digest digest) {
        Optional<Repository> found = existing(repository);
        found.ifPresent(there -> there.tags().values().removeIf(digest::equals));
        return found.isPresent() && found.get().manifests().remove(digest) != null;
    }

    List<String> repositories() {
        return List.copyOf(repositories.keySet());
    }

    String newUpload() {
        String id = UUID.randomUUID().toString();
        uploads.put(id, new ByteArrayOutputStream());
        return id;
    }

    Optional<ByteArrayOutputStream> upload(String id) {
        return Optional.ofNullable(uploads.get(id));
    }

    void endUpload(String id) {
        uploads.remove(id);
    }

    private Repository repository(String name) {
        return repositories.computeIfAbsent(
                name,
                key -> new Repository(
                        new ConcurrentHashMap<>(), new ConcurrentHashMap<>(), new ConcurrentSkipListMap<>()));
    }

    private Optional<Repository> existing(String name) {
        return Optional.ofNullable(repositories.get(name));
    }
}
