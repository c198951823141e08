package dev.sedge.oci.store;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sedge.oci.Digest;
import dev.sedge.oci.OciException;
import dev.sedge.oci.internal.Json;
import dev.sedge.oci.internal.LocalFiles;
import dev.sedge.oci.layer.RootfsUnpacker;
import dev.sedge.oci.layer.UnpackLimits;
import dev.sedge.oci.layer.UnpackedRootfs;
import dev.sedge.oci.layer.WasmFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The unpacked trees of a store. A tree is made in a private directory and appears by one rename, after the record of
 * what is in it. Unpacked files are not synced one by one; instead, the first use after the machine was started anew
 * compares the tree with its record.
 */
@SuppressWarnings("try") // A lock is held, not used.
final class RootfsStore {
    private static final String WHAT = "rootfs record";
    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

    private final StorePaths paths;
    private final Optional<StoreLocks> locks;
    private final Disk disk;
    private final String boot = bootId();

    /** @param locks empty in a store that cannot be written, where only {@link #find} works */
    RootfsStore(StorePaths paths, Optional<StoreLocks> locks, Disk disk) {
        this.paths = paths;
        this.locks = locks;
        this.disk = disk;
    }

    static String key(String hex) {
        return "rootfs:" + hex;
    }

    /** The tree of an image if it is there as a whole. */
    Optional<StoredRootfs> find(Digest manifest) throws IOException {
        Path directory = paths.rootfs(manifest);
        Optional<BasicFileAttributes> attributes = LocalFiles.stat(directory);
        if (attributes.isEmpty() || !attributes.get().isDirectory()) {
            return Optional.empty();
        }
        Optional<Entry> entry = read(manifest);
        if (entry.isEmpty()) {
            return Optional.empty();
        }
        UnpackedRootfs content = entry.get().content;
        if (!entry.get().boot.equals(boot)
                && !RootfsUnpacker.scan(directory, content.skippedSpecials()).equals(content)) {
            return Optional.empty();
        }
        return Optional.of(new StoredRootfs(directory, content));
    }

    /** Makes the tree of an image, unless another thread or process has made it meanwhile. */
    StoredRootfs make(Digest manifest, UnpackLimits limits, ContentStore.Unpacking unpacking) throws IOException {
        try (StoreLocks.Held held = locks.orElseThrow().key(key(manifest.hex()))) {
            Optional<StoredRootfs> existing = find(manifest);
            if (existing.isPresent()) {
                return existing.get();
            }
            Path temporary = paths.rootfsTemporary(manifest.hex());
            LocalFiles.deleteTree(temporary);
            try {
                Files.createDirectory(
                        temporary, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
                RootfsUnpacker unpacker = new RootfsUnpacker(temporary, limits);
                unpacking.applyTo(unpacker);
                UnpackedRootfs content = unpacker.finish();
                LocalFiles.deleteTree(paths.rootfs(manifest));
                write(manifest, content);
                Files.move(temporary, paths.rootfs(manifest), StandardCopyOption.ATOMIC_MOVE);
                LocalFiles.syncDirectory(paths.rootfses());
                return new StoredRootfs(paths.rootfs(manifest), content);
            } catch (IOException e) {
                LocalFiles.deleteTree(temporary);
                throw e;
            }
        }
    }

    /** Removes a tree that is not what it was. */
    void discard(Digest manifest) throws IOException {
        try (StoreLocks.Held held = locks.orElseThrow().key(key(manifest.hex()))) {
            Files.deleteIfExists(paths.rootfsRecord(manifest));
            LocalFiles.deleteTree(paths.rootfs(manifest));
        }
    }

    /** Deletes trees that a killed process left half made or half deleted. */
    void recover() throws IOException {
        List<Path> left = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(paths.rootfses(), ContentStore.TEMPORARY + "*")) {
            stream.forEach(left::add);
        }
        for (Path tree : left) {
            String name = tree.getFileName().toString().substring(ContentStore.TEMPORARY.length());
            String hex = name.replaceFirst("^gone-", "").replaceFirst("\\.json$", "");
            Optional<StoreLocks.Held> idle = locks.orElseThrow().tryKey(key(hex));
            if (idle.isPresent()) {
                try (StoreLocks.Held held = idle.get()) {
                    LocalFiles.deleteTree(tree);
                }
            }
        }
    }

    private void write(Digest manifest, UnpackedRootfs content) throws IOException {
        ObjectNode record = Json.object()
                .put("boot", boot)
                .put("files", content.files())
                .put("bytes", content.bytes())
                .put("skippedSpecials", content.skippedSpecials());
        ArrayNode wasm = record.putArray("wasm");
        for (WasmFile file : content.wasmFiles()) {
            wasm.addObject()
                    .put("path", file.path())
                    .put("digest", file.digest().toString())
                    .put("size", file.size());
        }
        Path file = paths.rootfsRecord(manifest);
        disk.replace(file, file.resolveSibling(ContentStore.TEMPORARY + file.getFileName()), Json.bytes(record));
    }

    private Optional<Entry> read(Digest manifest) throws IOException {
        try {
            ObjectNode record = Json.parseObject(Files.readAllBytes(paths.rootfsRecord(manifest)), WHAT);
            List<WasmFile> files = new ArrayList<>();
            for (ObjectNode wasm : Json.objects(record, "wasm", WHAT)) {
                files.add(new WasmFile(
                        Json.text(wasm, "path", WHAT).orElse(""),
                        Digest.parse(Json.text(wasm, "digest", WHAT).orElse("")),
                        wasm.path("size").asLong()));
            }
            UnpackedRootfs content = new UnpackedRootfs(
                    record.path("files").asLong(),
                    record.path("bytes").asLong(),
                    record.path("skippedSpecials").asInt(),
                    files);
            return Optional.of(new Entry(Json.text(record, "boot", WHAT).orElse(""), content));
        } catch (NoSuchFileException | OciException e) {
            return Optional.empty();
        }
    }

    private static String bootId() {
        try {
            return Files.readString(BOOT_ID, StandardCharsets.US_ASCII).trim();
        } catch (IOException e) {
            return "";
        }
    }

    private record Entry(String boot, UnpackedRootfs content) {}
}
