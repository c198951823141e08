package dev.sedge.oci.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sedge.oci.Descriptor;
import dev.sedge.oci.Digest;
import dev.sedge.oci.ImageReference;
import dev.sedge.oci.MediaType;
import dev.sedge.oci.OciException;
import dev.sedge.oci.layer.Tar;
import dev.sedge.oci.layer.UnpackLimits;
import dev.sedge.oci.wasm.Manifests;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ContentStoreTest {
    private static final byte[] CONTENT = Manifests.utf8("some content");
    private static final Descriptor BLOB = Descriptor.of("application/x", CONTENT);

    @TempDir
    Path root;

    @Test
    void open_newDirectory_isAnOciLayout() throws IOException {
        try (ContentStore store = ContentStore.open(root.resolve("new"))) {
            assertThat(store.root().resolve("oci-layout")).hasContent("{\"imageLayoutVersion\":\"1.0.0\"}");
            assertThat(store.root().resolve("index.json")).content().contains("\"manifests\":[]");
            assertThat(store.root().resolve("VERSION")).hasContent("1");
            assertThat(store.isReadOnly()).isFalse();
        }
    }

    @Test
    void open_newerLayout_isUnsupported() throws IOException {
        Files.writeString(root.resolve("VERSION"), "2");
        assertThatThrownBy(() -> ContentStore.open(root))
                .isInstanceOf(OciException.Unsupported.class)
                .hasMessageContaining("has layout \"2\"");
    }

    @Test
    void put_blob_isVisibleReadOnlyAndVerified() throws IOException {
        try (ContentStore store = ContentStore.open(root)) {
            assertThat(store.contains(BLOB)).isFalse();
            store.put(BLOB, CONTENT);
            assertThat(store.contains(BLOB)).isTrue();
            assertThat(store.read(BLOB, 100)).isEqualTo(CONTENT);
            assertThat(Files.getPosixFilePermissions(blobFile(BLOB)))
                    .isEqualTo(PosixFilePermissions.fromString("r--r--r--"));
            assertThat(store.ingest(BLOB)).isEmpty();
            assertThatThrownBy(() -> store.read(BLOB, 5)).isInstanceOf(OciException.TooLarge.class);
        }
    }

    @Test
    void put_sha512Blob_isKeptApart() throws IOException {
        Digest digest = new Digest("sha512", hex512(CONTENT));
        Descriptor blob = Descriptor.of("application/x", digest, CONTENT.length);
        try (ContentStore store = ContentStore.open(root)) {
            store.put(blob, CONTENT);
            assertThat(store.read(blob, 100)).isEqualTo(CONTENT);
        }
    }

    @Test
    void commit_wrongBytes_keepsNothing() throws IOException {
        try (ContentStore store = ContentStore.open(root)) {
            assertThatThrownBy(() -> store.put(BLOB, Manifests.utf8("SOME content")))
                    .isInstanceOf(OciException.Corrupt.class)
                    .hasMessageContaining("another digest; nothing of it was kept");
            assertThatThrownBy(() -> store.put(BLOB, Manifests.utf8("some")))
                    .isInstanceOf(OciException.Corrupt.class)
                    .hasMessageContaining("4 bytes came instead of 12");
            assertThatThrownBy(() -> store.put(BLOB, Manifests.utf8("some content and more")))
                    .isInstanceOf(OciException.Corrupt.class)
                    .hasMessageContaining("longer than the 12 bytes");
            assertEmpty("blobs/sha256");
            assertEmpty("ingest");
        }
    }

    @Test
    void ingest_afterClose_goesOnWhereItStopped() throws IOException {
        try (ContentStore store = ContentStore.open(root)) {
            try (Ingest first = store.ingest(BLOB).orElseThrow()) {
                first.write(CONTENT, 0, 5);
            }
            try (Ingest second = store.ingest(BLOB).orElseThrow()) {
                assertThat(second.offset()).isEqualTo(5);
                second.write(CONTENT, 5, CONTENT.length - 5);
                second.commit();
            }
            assertThat(store.read(BLOB, 100)).isEqualTo(CONTENT);
            assertEmpty("ingest");
        }
    }

    @Test
    void write_fullDisk_isDiskFullAndKeepsNothing() throws IOException {
        AtomicLong room = new AtomicLong(1000);
        try (ContentStore store = Store.withRoom(root, room)) {
            room.set(5);
            assertThatThrownBy(() -> store.put(BLOB, CONTENT))
                    .isInstanceOf(OciException.DiskFull.class)
                    .hasMessageContaining("no space left on the disk; free some");
            assertEmpty("blobs/sha256");
            assertEmpty("ingest");
            room.set(0);
            assertThatThrownBy(() -> store.record(reference("r:1", BLOB))).isInstanceOf(OciException.DiskFull.class);
            assertEmpty("refs");
            room.set(1000);
            store.put(BLOB, CONTENT);
            assertThat(store.read(BLOB, 100)).isEqualTo(CONTENT);
        }
    }

    @Test
    void read_changedBlob_isCorruptAndRepairable() throws IOException {
        try (ContentStore store = ContentStore.open(root)) {
            for (String bad : List.of("SOME content", "some", "some content+")) {
                store.put(BLOB, CONTENT);
                overwrite(blobFile(BLOB), bad);
                assertThatThrownBy(() -> store.read(BLOB, 100))
                        .isInstanceOf(OciException.Corrupt.class)
                        .hasMessageContaining("was changed or damaged on the disk; pull the image again to repair it");
                assertThat(blobFile(BLOB)).doesNotExist();
            }
            store.put(BLOB, CONTENT);
            overwrite(blobFile(BLOB), "some");
            store.put(BLOB, CONTENT);
            store.verify(BLOB);
        }
    }

    @Test
    void read_missingBlob_isNotFound() throws IOException {
        try (ContentStore store = ContentStore.open(root)) {
            assertThatThrownBy(() -> store.read(BLOB, 100)).isInstanceOf(OciException.NotFound.class);
            assertThatThrownBy(() -> store.verify(BLOB)).isInstanceOf(OciException.NotFound.class);
        }
    }

    @Test
    void find_byNameDigestAndId_isTheImage() throws IOException {
        try (ContentStore store = ContentStore.open(root)) {
            Descriptor other = Descriptor.of(MediaType.OCI_MANIFEST, Manifests.utf8("other"));
            store.record(reference("r.io/a:1", BLOB));
            store.record(reference("r.io/b:1", BLOB));
            store.record(reference("r.io/c@" + other.digest(), other));
            assertThat(store.images()).extracting(StoredImage::id).containsExactly(BLOB.digest(), other.digest());
            StoredImage image = store.find("r.io/a:1").orElseThrow();
            assertThat(image.repoTags()).containsExactlyInAnyOrder("r.io/a:1", "r.io/b:1");
            assertThat(image.repoDigests()).contains("r.io/a@" + BLOB.digest());
            for (String name : List.of(
                    "r.io/a@" + BLOB.digest(),
                    "r.io/a:9@" + BLOB.digest(),
                    BLOB.digest().toString(),
                    BLOB.digest().hex(),
                    BLOB.digest().hex().substring(0, 12),
                    "sha256:" + BLOB.digest().hex().substring(0, 4))) {
                assertThat(store.find(name)).as(name).contains(image);
            }
            assertThat(store.find("r.io/c:1@" + other.digest())).isPresent();
            assertThat(store.find("r.io/c:1")).isEmpty();
            assertThat(store.find("r.io/a@" + other.digest())).isEmpty();
            assertThat(store.find("")).isEmpty();
        }
    }

    @Test
    void find_beginningOfTwoIds_isAmbiguous() throws IOException {
        try (ContentStore store = ContentStore.open(root)) {
            Digest one = new Digest("sha256", "abcd" + "0".repeat(60));
            Digest two = new Digest("sha256", "abcd" + "1".repeat(60));
            store.record(reference("r.io/a:1", Descriptor.of("t", one, 1)));
            store.record(reference("r.io/a:2", Descriptor.of("t", two, 1)));
            assertThatThrownBy(() -> store.find("abcd")).hasMessageContaining("2 images begin with it");
            assertThat(store.find("abcd0")).isPresent();
        }
    }

    @Test
    void remove_nameThenId_removesNamesAndThenContent() throws IOException {
        try (ContentStore store = ContentStore.open(root)) {
            store.put(BLOB, CONTENT);
            store.record(reference("r.io/a:1", BLOB));
            store.record(reference("r.io/a:2", BLOB));
            store.record(reference("r.io/b:1", BLOB));
            assertThat(store.remove("r.io/a:1").references()).hasSize(1);
            assertThat(store.contains(BLOB)).isTrue();
            Removal removal = store.remove(BLOB.digest().hex().substring(0, 10));
            assertThat(removal.references()).hasSize(2);
            assertThat(removal.blobs()).isEqualTo(1);
            assertThat(removal.bytes()).isEqualTo(CONTENT.length);
            assertThat(store.contains(BLOB)).isFalse();
            assertThat(store.remove("r.io/a:1").references()).isEmpty();
            assertThat(root.resolve("index.json")).content().contains("\"manifests\":[]");
        }
    }

    @Test
    void images_unreadableReference_isPutAside() throws IOException {
        try (ContentStore store = ContentStore.open(root)) {
            store.record(reference("r.io/a:1", BLOB));
            Files.writeString(root.resolve("refs/r.io%2Fb%3A1.json"), "{\"reference\":");
            assertThat(store.images()).hasSize(1);
            assertThat(root.resolve("quarantine/r.io%2Fb%3A1.json")).exists();
        }
    }

    @Test
    void record_veryLongName_isFound() throws IOException {
        String name = "r.io/" + "a/".repeat(100) + "a:" + "t".repeat(120);
        try (ContentStore store = ContentStore.open(root)) {
            store.record(reference(name, BLOB));
            assertThat(store.find(name)).isPresent();
        }
    }

    @Test
    void collectGarbage_leasedContent_isSparedUntilTheLeaseIsClosed() throws IOException {
        try (ContentStore store = ContentStore.open(root)) {
            try (Lease lease = store.lease()) {
                lease.protect(List.of(BLOB.digest()));
                store.put(BLOB, CONTENT);
                assertThat(store.collectGarbage().blobs()).isZero();
            }
            assertThat(store.collectGarbage().blobs()).isEqualTo(1);
        }
    }

    @Test
    void collectGarbage_leaseOfADeadProcess_holdsUntilItExpires() throws IOException {
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        try (ContentStore store = Store.at(root, InstantSource.fixed(now))) {
            store.put(BLOB, CONTENT);
            Files.writeString(
                    root.resolve("leases/dead.json"),
                    "{\"expires\":\"2026-01-01T01:00:00Z\",\"digests\":[\"" + BLOB.digest() + "\"]}");
            assertThat(store.collectGarbage().blobs()).isZero();
        }
        try (ContentStore store = Store.at(root, InstantSource.fixed(now.plus(Duration.ofHours(2))))) {
            assertThat(store.collectGarbage().blobs()).isEqualTo(1);
            assertEmpty("leases");
        }
    }

    @Test
    void collectGarbage_oldIngest_isRemovedUnlessInUse() throws IOException {
        try (ContentStore store = ContentStore.open(root)) {
            try (Ingest ingest = store.ingest(BLOB).orElseThrow()) {
                ingest.write(CONTENT, 0, 5);
                Path part = root.resolve("ingest/sha256-" + BLOB.digest().hex() + ".part");
                Files.setLastModifiedTime(part, FileTime.from(Instant.EPOCH));
                store.collectGarbage();
                assertThat(part).exists();
            }
            store.collectGarbage();
            assertEmpty("ingest");
        }
    }

    @Test
    void unpack_failure_leavesNothing() throws IOException {
        try (ContentStore store = ContentStore.open(root)) {
            assertThatThrownBy(() -> store.unpack(BLOB.digest(), UnpackLimits.DEFAULT, unpacker -> {
                        unpack(unpacker, Tar.archive().file("a", "x").bytes());
                        unpack(unpacker, Tar.archive().link("nothing", "b").bytes());
                    }))
                    .isInstanceOf(OciException.Corrupt.class);
            assertEmpty("rootfs");
            assertThat(store.rootfs(BLOB.digest())).isEmpty();
        }
    }

    @Test
    void rootfs_afterAnotherBoot_isComparedWithItsRecord() throws IOException {
        try (ContentStore store = ContentStore.open(root)) {
            StoredRootfs made = store.unpack(
                    BLOB.digest(),
                    UnpackLimits.DEFAULT,
                    unpacker ->
                            unpack(unpacker, Tar.archive().file("a.wasm", "x").bytes()));
            Path record = root.resolve("rootfs/" + BLOB.digest().hex() + ".json");
            Files.writeString(record, Files.readString(record).replaceFirst("\"boot\":\"[^\"]*\"", "\"boot\":\"old\""));
            assertThat(store.rootfs(BLOB.digest())).contains(made);
            Files.writeString(made.directory().resolve("a.wasm"), "");
            assertThat(store.rootfs(BLOB.digest())).isEmpty();
        }
    }

    @Test
    void open_halfMadeTrees_areDeleted() throws IOException {
        ContentStore.open(root).close();
        Files.createDirectories(root.resolve("rootfs/.tmp-abc/d"));
        Files.createDirectories(root.resolve("rootfs/.tmp-gone-abc/d"));
        ContentStore.open(root).close();
        assertEmpty("rootfs");
    }

    @Test
    void usage_isAboutWhatDuCounts() throws IOException, InterruptedException {
        try (ContentStore store = ContentStore.open(root)) {
            byte[] big = new byte[1_000_000];
            store.put(Descriptor.of("application/x", big), big);
            Process du = new ProcessBuilder("du", "-s", "-B1", root.toString()).start();
            String output = new String(du.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            du.waitFor();
            long expected = Long.parseLong(output.replaceFirst("(?s)\\D.*", ""));
            Files.write(root.resolve("of-somebody-else"), big);
            assertThat(store.usage().bytes()).isCloseTo(expected, org.assertj.core.data.Percentage.withPercentage(5));
        }
    }

    @Test
    void requireSpace_moreThanTheDiskHas_isDiskFull() throws IOException {
        try (ContentStore store = ContentStore.open(root)) {
            store.requireSpace(1);
            assertThatThrownBy(() -> store.requireSpace(Long.MAX_VALUE)).isInstanceOf(OciException.DiskFull.class);
        }
    }

    private static void unpack(dev.sedge.oci.layer.RootfsUnpacker unpacker, byte[] layer) throws OciException {
        unpacker.apply(new ByteArrayInputStream(layer), Tar.layer(layer), Optional.empty());
    }

    private static StoredReference reference(String name, Descriptor manifest) throws OciException {
        return new StoredReference(
                ImageReference.parse(name), manifest.digest(), manifest, 12, Instant.parse("2026-01-01T00:00:00Z"));
    }

    private Path blobFile(Descriptor blob) {
        return root.resolve(
                "blobs/" + blob.digest().algorithm() + "/" + blob.digest().hex());
    }

    private void assertEmpty(String directory) throws IOException {
        try (Stream<Path> entries = Files.list(root.resolve(directory))) {
            assertThat(entries).isEmpty();
        }
    }

    private static void overwrite(Path file, String content) throws IOException {
        Files.delete(file);
        Files.writeString(file, content);
    }

    private static String hex512(byte[] content) {
        try {
            return java.util.HexFormat.of()
                    .formatHex(
                            java.security.MessageDigest.getInstance("SHA-512").digest(content));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
