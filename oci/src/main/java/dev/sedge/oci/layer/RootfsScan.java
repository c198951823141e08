package dev.sedge.oci.layer;

import dev.sedge.oci.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks through an unpacked tree: counts it, and finds the Wasm modules in it. */
final class RootfsScan extends SimpleFileVisitor<Path> {
    private static final byte[] MAGIC = {0, 'a', 's', 'm'};

    private final Path root;
    private final List<WasmFile> wasmFiles = new ArrayList<>();
    private long files;
    private long bytes;

    private RootfsScan(Path root) {
        this.root = root;
    }

    static UnpackedRootfs of(Path root, int skippedSpecials) throws IOException {
        RootfsScan scan = new RootfsScan(root);
        Files.walkFileTree(root, scan);
        scan.wasmFiles.sort(Comparator.comparing(WasmFile::path));
        return new UnpackedRootfs(scan.files, scan.bytes, skippedSpecials, scan.wasmFiles);
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
        files++;
        if (attributes.isRegularFile()) {
            bytes += attributes.size();
            boolean named = file.toString().endsWith(".wasm");
            try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
                byte[] first = in.readNBytes(MAGIC.length);
                if (named || Arrays.equals(first, MAGIC)) {
                    wasmFiles.add(new WasmFile("/" + root.relativize(file), hash(first, in), attributes.size()));
                }
            }
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) throws IOException {
        if (e != null) {
            throw e;
        }
        files++;
        return FileVisitResult.CONTINUE;
    }

    private static Digest hash(byte[] first, InputStream rest) throws IOException {
        MessageDigest hash = Digest.sha256Of(first).newMessageDigest();
        hash.update(first);
        byte[] buffer = new byte[1 << 16];
        int n;
        while ((n = rest.read(buffer)) >= 0) {
            hash.update(buffer, 0, n);
        }
        return new Digest(Digest.SHA256, HexFormat.of().formatHex(hash.digest()));
    }
}
