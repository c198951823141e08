package dev.sedge.oci.pull;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sedge.oci.Descriptor;
import dev.sedge.oci.Digest;
import dev.sedge.oci.ImageReference;
import dev.sedge.oci.MediaType;
import dev.sedge.oci.OciException;
import dev.sedge.oci.layer.Tar;
import dev.sedge.oci.layer.WasmFile;
import dev.sedge.oci.store.ContentStore;
import dev.sedge.oci.store.Lease;
import dev.sedge.oci.store.Store;
import dev.sedge.oci.store.StoredImage;
import dev.sedge.oci.wasm.Manifests;
import dev.sedge.oci.wasm.WasmImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PullerTest {
    private static final byte[] TAR = Tar.archive()
            .dir("app")
            .file("app/main.wasm", Images.MODULE, 0755)
            .symlink("/app/main.wasm", "link.wasm")
            .symlink("/etc/passwd", "out.wasm")
            .file("script", "#!/bin/sh\n")
            .bytes();

    @TempDir
    Path root;

    private final MemorySource source = new MemorySource();
    private ContentStore store;

    @BeforeEach
    void openStore() throws OciException {
        store = ContentStore.open(root);
    }

    @AfterEach
    void blobsAreGood() throws IOException {
        store.close();
        Store.assertBlobsAreGood(root);
    }

    @Test
    void pull_artifact_isRecordedAndReadable() throws OciException {
        Digest id = Images.artifact(source, "1", Images.MODULE);
        PulledImage image = pull("1");
        assertThat(image.id()).isEqualTo(id);
        assertThat(image.repoDigest()).isEqualTo(id);
        assertThat(image.size()).isGreaterThan(Images.MODULE.length);
        assertThat(image.wasm()).isInstanceOf(WasmImage.RawModule.class);
        assertThat(image.rootfs()).isEmpty();
        assertThat(image.argv(Optional.empty(), List.of())).containsExactly("app");
        assertThat(image.argv(Optional.empty(), List.of("a", "b"))).containsExactly("a", "b");
        assertThat(image.readModule("app")).isEqualTo(Images.MODULE);
        PulledImage again =
                PulledImage.open(store, store.find("r.io/team/app:1").orElseThrow());
        assertThat(again.readModule("")).isEqualTo(Images.MODULE);
        assertThat(again.id()).isEqualTo(id);
    }

    @Test
    void pull_compatImage_isUnpackedAndItsModuleFound() throws OciException {
        Images.compat(source, "1", TAR, Tar.gzip(TAR), "/app/main.wasm");
        PulledImage image = pull("1");
        assertThat(image.argv(Optional.empty(), List.of())).containsExactly("/app/main.wasm");
        assertThat(image.wasmFiles()).extracting(WasmFile::path).containsExactly("/app/main.wasm");
        for (String argv0 : List.of("/app/main.wasm", "app/main.wasm", "/link.wasm", "/../app/./main.wasm")) {
            assertThat(image.readModule(argv0)).as(argv0).isEqualTo(Images.MODULE);
        }
        assertThatThrownBy(() -> image.readModule("/main.wasm"))
                .isInstanceOf(OciException.NotFound.class)
                .hasMessage("image r.io/team/app:1 has no file \"/main.wasm\"."
                        + " The .wasm files in the image are: /app/main.wasm");
        assertThatThrownBy(() -> image.readModule("/out.wasm")).isInstanceOf(OciException.NotFound.class);
        assertThatThrownBy(() -> image.readModule("/script"))
                .isInstanceOf(OciException.Unsupported.class)
                .hasMessageContaining("is a native program or a script");
    }

    @Test
    void pull_imageWithoutWasm_saysSoWhenItIsRun() throws OciException {
        byte[] tar = Tar.archive().file("bin/sh", "\u007fELF").bytes();
        Images.compat(source, "1", tar, tar, "/bin/sh");
        PulledImage image = pull("1");
        assertThatThrownBy(() -> image.readModule("/bin/sh"))
                .isInstanceOf(OciException.Unsupported.class)
                .hasMessageContaining("There is no .wasm file in the image");
    }

    @Test
    void pull_twoArtifactsWithEmptyConfig_haveDifferentIds() throws OciException {
        List<Digest> ids = new ArrayList<>();
        for (String tag : List.of("1", "2")) {
            byte[] module = Images.module(100, ids.size());
            byte[] config = source.blob(Manifests.utf8("{}"));
            source.blob(module);
            source.document(
                    tag,
                    MediaType.OCI_MANIFEST,
                    Images.manifest(MediaType.WASM_CONFIG_V1, config, MediaType.WASM_CONTENT_LAYER, module));
            ids.add(pull(tag).id());
        }
        assertThat(ids).doesNotHaveDuplicates();
        assertThat(store.images()).hasSize(2);
    }

    @Test
    void pull_inlineData_isNotFetched() throws OciException {
        source.blob(Images.MODULE);
        byte[] config = Manifests.utf8("{}");
        String text = Manifests.imageText(
                Manifests.descriptor(MediaType.OCI_EMPTY, config, ",\"data\":\"e30=\""),
                Manifests.descriptor(MediaType.WASM, Images.MODULE, ""));
        source.document("1", MediaType.OCI_MANIFEST, Manifests.utf8(text));
        assertThat(pull("1").readModule("")).isEqualTo(Images.MODULE);
        assertThat(source.downloads(Digest.sha256Of(config))).isZero();
    }

    @Test
    void pull_index_takesTheBestPlatformAndKeepsBothDigests() throws OciException {
        Digest wasi = Images.artifact(source, "wasi", Images.MODULE);
        Digest linux = Images.compat(source, "linux", TAR, TAR, "/app/main.wasm");
        Digest nested = index("nested", descriptor(wasi, MediaType.OCI_MANIFEST, Manifests.platform("wasi", "wasm")));
        Digest index = index(
                "1",
                descriptor(linux, MediaType.OCI_MANIFEST, Manifests.platform("linux", "s390x")),
                descriptor(wasi, MediaType.OCI_MANIFEST, Manifests.platform("Wasip1", "wasm32")));
        Digest outer = index("2", descriptor(nested, MediaType.OCI_INDEX, ""));
        PulledImage image = pull("1");
        assertThat(image.id()).isEqualTo(wasi);
        assertThat(image.repoDigest()).isEqualTo(index);
        assertThat(store.find("r.io/team/app@" + index)).isPresent();
        assertThat(store.find("r.io/team/app@" + wasi)).isPresent();
        PulledImage deep = pull("2");
        assertThat(deep.id()).isEqualTo(wasi);
        assertThat(deep.repoDigest()).isEqualTo(outer);
        index("3", descriptor(wasi, MediaType.OCI_MANIFEST, Manifests.platform("wasip2", "wasm")));
        assertThatThrownBy(() -> pull("3"))
                .isInstanceOf(OciException.Unsupported.class)
                .hasMessageContaining("component image");
    }

    @Test
    void pull_unsupportedImage_fetchesNoLayer() throws OciException {
        byte[] config = source.blob(Manifests.utf8("{\"architecture\":\"wasm\",\"os\":\"wasip2\"}"));
        source.blob(Images.MODULE);
        source.document(
                "1",
                MediaType.OCI_MANIFEST,
                Images.manifest(MediaType.WASM_CONFIG_V0, config, MediaType.WASM, Images.MODULE));
        assertThatThrownBy(() -> pull("1")).isInstanceOf(OciException.Unsupported.class);
        assertThat(source.downloads(Digest.sha256Of(Images.MODULE))).isZero();
        assertThat(store.images()).isEmpty();
    }

    @Test
    void pull_componentKnownByItsMagicOnly_isRefused() throws OciException {
        byte[] component = Images.MODULE.clone();
        component[4] = 0x0d;
        component[6] = 1;
        Images.artifact(source, "1", component);
        assertThatThrownBy(() -> pull("1"))
                .isInstanceOf(OciException.Unsupported.class)
                .hasMessageContaining("component");
        Images.artifact(source, "2", Manifests.utf8("garbage"));
        assertThatThrownBy(() -> pull("2"))
                .isInstanceOf(OciException.Corrupt.class)
                .hasMessageContaining("is not a Wasm module");
        assertThat(store.images()).isEmpty();
    }

    @Test
    void pull_tamperedBlob_isCorruptAndNothingIsKept() throws IOException {
        Images.artifact(source, "1", Images.MODULE);
        Digest module = Digest.sha256Of(Images.MODULE);
        source.setFault((blob, offset, content) ->
                blob.digest().equals(module) ? new ByteArrayInputStream(new byte[Images.MODULE.length]) : content);
        assertThatThrownBy(() -> pull("1"))
                .isInstanceOf(OciException.Corrupt.class)
                .hasMessageContaining("the bytes have another digest");
        assertThat(root.resolve("blobs/sha256/" + module.hex())).doesNotExist();
        assertThat(store.images()).isEmpty();
        source.setFault((blob, offset, content) -> new ByteArrayInputStream(Images.MODULE, 0, 100));
        assertThatThrownBy(() -> pull("1")).isInstanceOf(OciException.Corrupt.class);
        source.setFault((blob, offset, content) -> content);
        assertThat(pull("1").readModule("")).isEqualTo(Images.MODULE);
    }

    @Test
    void pull_cutConnection_resumesAndThenGivesUp() throws OciException {
        Images.artifact(source, "1", Images.MODULE);
        Digest module = Digest.sha256Of(Images.MODULE);
        source.setFault((blob, offset, content) ->
                blob.digest().equals(module) ? MemorySource.cutAfter(content, 1000) : content);
        assertThat(pull("1").readModule("")).isEqualTo(Images.MODULE);
        assertThat(source.opened).contains(module + "@0", module + "@1000", module + "@2000");
    }

    @Test
    void pull_afterFailedPull_resumesFromDisk() throws OciException {
        Images.artifact(source, "1", Images.MODULE);
        Digest module = Digest.sha256Of(Images.MODULE);
        source.setFault((blob, offset, content) ->
                blob.digest().equals(module) ? MemorySource.cutAfter(content, offset == 0 ? 1200 : 0) : content);
        assertThatThrownBy(() -> pull("1")).isInstanceOf(OciException.Unavailable.class);
        source.setFault((blob, offset, content) -> content);
        assertThat(pull("1").readModule("")).isEqualTo(Images.MODULE);
        assertThat(source.opened).contains(module + "@0", module + "@1200");
    }

    @Test
    void pull_badPartFromEarlierAttempt_isFetchedAnew() throws IOException {
        Images.artifact(source, "1", Images.MODULE);
        Digest module = Digest.sha256Of(Images.MODULE);
        Files.write(root.resolve("ingest/sha256-" + module.hex() + ".part"), new byte[500]);
        assertThat(pull("1").readModule("")).isEqualTo(Images.MODULE);
        assertThat(source.opened).contains(module + "@500", module + "@0");
    }

    @Test
    void pull_damagedBlobsOnDisk_areRepaired() throws IOException {
        Images.artifact(source, "1", Images.MODULE);
        Images.compat(source, "2", TAR, Tar.gzip(TAR), "/app/main.wasm");
        PulledImage artifact = pull("1");
        PulledImage compat = pull("2");
        Path module =
                root.resolve("blobs/sha256/" + Digest.sha256Of(Images.MODULE).hex());
        Files.delete(module);
        Files.write(module, new byte[Images.MODULE.length]);
        assertThat(pull("1").readModule("")).isEqualTo(Images.MODULE);
        Files.delete(module);
        Files.write(module, new byte[5]);
        assertThatThrownBy(() -> artifact.readModule(""))
                .isInstanceOf(OciException.Corrupt.class)
                .hasMessageContaining("pull the image again");
        assertThat(pull("1").readModule("")).isEqualTo(Images.MODULE);
        Path unpacked = compat.rootfs().orElseThrow().resolve("app/main.wasm");
        Files.write(unpacked, Images.module(Images.MODULE.length, 9));
        assertThatThrownBy(() -> compat.readModule("/app/main.wasm"))
                .isInstanceOf(OciException.Corrupt.class)
                .hasMessageContaining("pull the image again");
        assertThat(pull("2").readModule("/app/main.wasm")).isEqualTo(Images.MODULE);
        Files.write(unpacked, Images.module(Images.MODULE.length, 9));
        Path layer =
                root.resolve("blobs/sha256/" + Digest.sha256Of(Tar.gzip(TAR)).hex());
        byte[] changed = Files.readAllBytes(layer);
        changed[30] ^= 1;
        Files.delete(layer);
        Files.write(layer, changed);
        assertThat(pull("2").readModule("/app/main.wasm")).isEqualTo(Images.MODULE);
    }

    @Test
    void pull_wrongDiffId_isCorrupt() throws OciException {
        byte[] config = source.blob(Images.config("/a", Manifests.utf8("another layer")));
        source.blob(TAR);
        source.document(
                "1",
                MediaType.OCI_MANIFEST,
                Images.manifest(MediaType.OCI_CONFIG, config, MediaType.OCI_LAYER_TAR, TAR));
        assertThatThrownBy(() -> pull("1"))
                .isInstanceOf(OciException.Corrupt.class)
                .hasMessageContaining("diff id");
        assertThat(store.images()).isEmpty();
    }

    @Test
    void pull_fullDiskAtAnyWrite_isDiskFullAndTheNextPullSucceeds() throws IOException {
        Images.compat(source, "1", TAR, Tar.gzip(TAR), "/app/main.wasm");
        for (int room = 0; room < 6000; room += 250) {
            Path small = root.resolve("small" + room);
            AtomicLong left = new AtomicLong(1_000_000);
            try (ContentStore full = Store.withRoom(small, left)) {
                left.set(room);
                try {
                    new Puller(full, source).pull(reference("1"), PullOptions.DEFAULT, PullListener.NONE);
                } catch (OciException.DiskFull e) {
                    assertThat(e).hasMessageContaining("no space left on the disk");
                    assertThat(full.images()).isEmpty();
                    assertThat(source.opened.size()).isLessThan(200);
                }
                Store.assertBlobsAreGood(small);
                assertEmpty(small, full.images().isEmpty() ? List.of("ingest", "rootfs", "blobs/sha256") : List.of());
                left.set(1_000_000);
                PulledImage image =
                        new Puller(full, source).pull(reference("1"), PullOptions.DEFAULT, PullListener.NONE);
                assertThat(image.readModule("/app/main.wasm")).isEqualTo(Images.MODULE);
            }
        }
    }

    @Test
    void pull_manyThreads_downloadOnce() throws Exception {
        Images.compat(source, "1", TAR, Tar.gzip(TAR), "/app/main.wasm");
        int threads = 12;
        CountDownLatch ready = new CountDownLatch(threads);
        AtomicInteger downloaded = new AtomicInteger();
        PullListener counter = new PullListener() {
            @Override
            public void blobDone(Descriptor blob, boolean here) {
                downloaded.addAndGet(here ? 1 : 0);
            }
        };
        Callable<PulledImage> task = () -> {
            ready.countDown();
            ready.await();
            try (ContentStore own = ContentStore.open(root)) {
                return new Puller(own, source).pull(reference("1"), PullOptions.DEFAULT, counter);
            }
        };
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            for (Future<PulledImage> future : pool.invokeAll(java.util.Collections.nCopies(threads, task))) {
                assertThat(future.get().readModule("/app/main.wasm")).isEqualTo(Images.MODULE);
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(source.downloads(Digest.sha256Of(Tar.gzip(TAR)))).isEqualTo(1);
        assertThat(downloaded).hasValue(1);
    }

    @Test
    void pull_interrupted_isCancelledAndKeepsWhatCame() throws OciException {
        Images.artifact(source, "1", Images.MODULE);
        PullListener interrupter = new PullListener() {
            @Override
            public void progress(Descriptor blob, long done) {
                if (blob.size() == Images.MODULE.length && done == 1000) {
                    Thread.currentThread().interrupt();
                }
            }
        };
        Digest module = Digest.sha256Of(Images.MODULE);
        source.setFault((blob, offset, content) ->
                blob.digest().equals(module) ? MemorySource.cutAfter(content, 1000) : content);
        assertThatThrownBy(() -> new Puller(store, source).pull(reference("1"), PullOptions.DEFAULT, interrupter))
                .isInstanceOf(OciException.Cancelled.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(root.resolve("ingest/sha256-" + module.hex() + ".part")).isNotEmptyFile();
        assertThat(pull("1").readModule("")).isEqualTo(Images.MODULE);
    }

    @Test
    void pull_movedTag_collectsTheOldImageUnlessItRuns() throws OciException {
        Images.artifact(source, "1", Images.MODULE);
        PulledImage old = pull("1");
        byte[] next = Images.module(500, 7);
        Images.artifact(source, "1", next);
        try (Lease running = old.lease()) {
            running.protect(List.of());
            assertThat(pull("1").readModule("")).isEqualTo(next);
            assertThat(old.readModule("")).isEqualTo(Images.MODULE);
        }
        store.collectGarbage();
        assertThatThrownBy(() -> old.readModule("")).isInstanceOf(OciException.NotFound.class);
        assertThat(store.images()).hasSize(1);
    }

    @Test
    void remove_compatImage_leavesNothingBehind() throws IOException {
        Images.compat(source, "1", TAR, Tar.gzip(TAR), "/app/main.wasm");
        PulledImage image = pull("1");
        assertThat(store.remove(image.id().toString()).references()).hasSize(1);
        assertEmpty(root, List.of("blobs/sha256", "rootfs", "refs", "leases", "ingest"));
    }

    @Test
    void open_readOnlyStore_runsWithoutANetwork() throws IOException {
        Images.compat(source, "1", TAR, Tar.gzip(TAR), "/app/main.wasm");
        pull("1");
        StoredImage stored = store.find("r.io/team/app:1").orElseThrow();
        store.close();
        Files.delete(root.resolve("lock"));
        Files.createDirectory(root.resolve("lock"));
        try (ContentStore readOnly = ContentStore.open(root)) {
            assertThat(readOnly.isReadOnly()).isTrue();
            PulledImage image = PulledImage.open(readOnly, stored);
            try (Lease lease = image.lease()) {
                lease.protect(List.of(image.id()));
                assertThat(image.readModule("/app/main.wasm")).isEqualTo(Images.MODULE);
            }
            assertThatThrownBy(() -> readOnly.remove("r.io/team/app:1")).isInstanceOf(OciException.LocalFailure.class);
        }
    }

    @Test
    void pull_missingImage_isNotFound() {
        assertThatThrownBy(() -> pull("nothing")).isInstanceOf(OciException.NotFound.class);
    }

    private static void assertEmpty(Path store, List<String> directories) throws IOException {
        for (String directory : directories) {
            try (Stream<Path> entries = Files.list(store.resolve(directory))) {
                assertThat(entries).as(directory).isEmpty();
            }
        }
    }

    private PulledImage pull(String tag) throws OciException {
        return new Puller(store, source).pull(reference(tag), PullOptions.DEFAULT, PullListener.NONE);
    }

    private static ImageReference reference(String tag) throws OciException {
        return ImageReference.parse("r.io/team/app:" + tag);
    }

    private Digest index(String tag, String... descriptors) throws OciException {
        return source.document(tag, MediaType.OCI_INDEX, Manifests.utf8(Manifests.indexText(descriptors)))
                .digest();
    }

    private String descriptor(Digest digest, String type, String more) throws OciException {
        int size = source.fetchManifest(ImageReference.parse("r.io/team/app@" + digest))
                .manifest()
                .rawBytes()
                .length;
        return "{\"mediaType\":\"" + type + "\",\"digest\":\"" + digest + "\",\"size\":" + size + more + "}";
    }
}
