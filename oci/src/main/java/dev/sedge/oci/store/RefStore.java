package dev.sedge.oci.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sedge.oci.Descriptor;
import dev.sedge.oci.Digest;
import dev.sedge.oci.ImageReference;
import dev.sedge.oci.OciException;
import dev.sedge.oci.internal.Json;
import dev.sedge.oci.internal.LocalFiles;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The names of a store, one small file each. A file that cannot be read is put aside and never fatal. */
final class RefStore {
    private static final String WHAT = "reference file";
    private static final int MAX_BYTES = 64 << 10;

    private final StorePaths paths;
    private final Disk disk;

    RefStore(StorePaths paths, Disk disk) {
        this.paths = paths;
        this.disk = disk;
    }

    /** Writes a name, the last and atomic step of a pull. The caller holds the store shared and the name's lock. */
    void write(StoredReference reference) throws IOException {
        ObjectNode record = Json.object()
                .put("reference", reference.name().toString())
                .put("target", reference.target().toString())
                .put("mediaType", reference.manifest().mediaType())
                .put("manifest", reference.manifest().digest().toString())
                .put("manifestSize", reference.manifest().size())
                .put("size", reference.size())
                .put("pulledAt", reference.pulledAt().toString());
        Path file = paths.ref(reference.name());
        disk.replace(file, file.resolveSibling(ContentStore.TEMPORARY + file.getFileName()), Json.bytes(record));
        LocalFiles.syncDirectory(paths.refs());
    }

    void delete(ImageReference name) throws IOException {
        Files.deleteIfExists(paths.ref(name));
        LocalFiles.syncDirectory(paths.refs());
    }

    Optional<StoredReference> read(ImageReference name) throws IOException {
        return readFile(paths.ref(StoredReference.canonical(name)));
    }

    /** All names, in the order of their text. */
    List<StoredReference> list() throws IOException {
        List<StoredReference> references = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(paths.refs(), "[!.]*.json")) {
            for (Path file : files) {
                readFile(file).ifPresent(references::add);
            }
        } catch (java.nio.file.DirectoryIteratorException e) {
            throw e.getCause();
        }
        references.sort(Comparator.comparing(reference -> reference.name().toString()));
        return references;
    }

    private Optional<StoredReference> readFile(Path file) throws IOException {
        byte[] content;
        try {
            content = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        try {
            StoredReference reference = parse(content);
            if (!paths.ref(reference.name()).equals(file)) {
                throw new OciException.Corrupt("the file is named for another reference");
            }
            return Optional.of(reference);
        } catch (OciException e) {
            quarantine(file, e);
            return Optional.empty();
        }
    }

    private void quarantine(Path file, OciException why) {
        try {
            Files.createDirectories(paths.quarantine());
            Files.move(
                    file,
                    paths.quarantine().resolve(file.getFileName()),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            System.getLogger(RefStore.class.getName())
                    .log(
                            System.Logger.Level.WARNING,
                            "moved the unreadable " + file + " to quarantine: " + why.getMessage());
        } catch (IOException e) {
            System.getLogger(RefStore.class.getName())
                    .log(System.Logger.Level.WARNING, "ignored the unreadable " + file + ": " + why.getMessage(), e);
        }
    }

    private static StoredReference parse(byte[] content) throws OciException {
        if (content.length > MAX_BYTES) {
            throw new OciException.Corrupt(WHAT + " is too large");
        }
        ObjectNode record = Json.parseObject(content, WHAT);
        try {
            Descriptor manifest = Descriptor.of(
                    text(record, "mediaType"), Digest.parse(text(record, "manifest")), number(record, "manifestSize"));
            return new StoredReference(
                    ImageReference.parse(text(record, "reference")),
                    Digest.parse(text(record, "target")),
                    manifest,
                    number(record, "size"),
                    Instant.parse(text(record, "pulledAt")));
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new OciException.Corrupt(WHAT + " has an invalid field", e);
        }
    }

    private static String text(ObjectNode record, String name) throws OciException {
        return Json.text(record, name, WHAT).orElseThrow(() -> new OciException.Corrupt(WHAT + " has no " + name));
    }

    private static long number(ObjectNode record, String name) throws OciException {
        return Json.field(record, name)
                .filter(node -> node.canConvertToLong() && node.isIntegralNumber())
                .map(node -> node.longValue())
                .orElseThrow(() -> new OciException.Corrupt(WHAT + " has no number " + name));
    }

    /** Whether two contents are the same; spares a write where nothing changed. */
    static boolean isContent(Path file, byte[] expected) throws IOException {
        try {
            return Arrays.equals(Files.readAllBytes(file), expected);
        } catch (NoSuchFileException e) {
            return false;
        }
    }
}
