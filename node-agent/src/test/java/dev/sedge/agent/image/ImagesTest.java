package dev.sedge.agent.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sedge.agent.image.Registries.Access;
import dev.sedge.oci.ContentSource;
import dev.sedge.oci.Descriptor;
import dev.sedge.oci.FetchedManifest;
import dev.sedge.oci.ImageReference;
import dev.sedge.oci.OciException;
import dev.sedge.oci.pull.PullListener;
import dev.sedge.oci.store.ContentStore;
import dev.sedge.oci.store.StoreUsage;
import dev.sedge.oci.wasm.RunHints;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ImagesTest {
    @TempDir
    Path root;

    private ImageFixture registry;
    private ContentStore store;

    @BeforeEach
    void start() throws OciException {
        registry = new ImageFixture();
        store = ContentStore.open(root.resolve("images"));
    }

    @AfterEach
    void stop() throws OciException {
        store.close();
        registry.close();
    }

    @Test
    void pull_unreachableRegistry_givesTheStoredImage_ifThePolicyAllows() throws Exception {
        String id = registry.artifact("app", "1", "a");
        PullRequest request = request("app:1", RunHints.NOTHING);
        new Images(store, registry.registries(), false).pull(request);
        List<Access> asked = new ArrayList<>();
        Images offline = new Images(
                store,
                (reference, access) -> {
                    asked.add(access);
                    return failing(OciException.Unavailable.unreachable("nobody is there"));
                },
                true);

        assertThat(offline.pull(request).id()).hasToString(id);
        assertThat(offline.staleUses()).isEqualTo(1);
        assertThat(asked).containsExactly(new Access(Optional.empty(), false));
        assertThatThrownBy(() -> offline.pull(request("app:2", RunHints.NOTHING)))
                .isInstanceOf(OciException.Unavailable.class);
        assertThat(asked.get(1).patient()).isTrue();
        assertThat(offline.staleUses()).isEqualTo(1);
    }

    @Test
    void pull_unreachableRegistry_fails_withoutThePolicy() throws Exception {
        registry.artifact("app", "1", "a");
        PullRequest request = request("app:1", RunHints.NOTHING);
        new Images(store, registry.registries(), false).pull(request);
        Images offline =
                new Images(store, (reference, access) -> failing(OciException.Unavailable.unreachable("away")), false);

        assertThatThrownBy(() -> offline.pull(request)).hasMessage("away");
    }

    static Stream<OciException> pull_registryThatRefusesOrLies_fails_whateverThePolicy() {
        return Stream.of(
                new OciException.Unauthorized("401"),
                new OciException.NotFound("404"),
                new OciException.Corrupt("other bytes"),
                new OciException.RateLimited("429"),
                new OciException.Unavailable("the certificate was not accepted"));
    }

    @ParameterizedTest
    @MethodSource
    void pull_registryThatRefusesOrLies_fails_whateverThePolicy(OciException failure) throws Exception {
        registry.artifact("app", "1", "a");
        PullRequest request = request("app:1", RunHints.NOTHING);
        new Images(store, registry.registries(), false).pull(request);
        Images images = new Images(store, (reference, access) -> failing(failure), true);

        assertThatThrownBy(() -> images.pull(request)).isSameAs(failure);
        assertThat(images.staleUses()).isZero();
    }

    @Test
    void lookUp_shortHexWord_isANameAndNoId() throws Exception {
        String id = registry.artifact("app", "1", "a");
        Images images = new Images(store, registry.registries(), false);
        images.pull(request("app:1", RunHints.NOTHING));
        String hex = id.substring("sha256:".length());

        assertThat(images.lookUp(hex.substring(0, 8))).isEmpty();
        assertThat(images.lookUp(hex.substring(0, 12))).isPresent();
        assertThat(images.lookUp(hex)).isPresent();
        assertThat(images.lookUp(id)).isPresent();
        assertThat(images.byId(id).id()).hasToString(id);
        assertThatThrownBy(() -> images.byId("sha256:" + "0".repeat(64)))
                .isInstanceOf(OciException.NotFound.class)
                .hasMessageContaining("pull it first");
    }

    @Test
    void remove_imageThatRuns_isGoneForAllButTheRunning() throws Exception {
        registry.artifact("app", "1", "a");
        Images images = new Images(store, registry.registries(), false);
        var pulled = images.pull(request("app:1", RunHints.NOTHING));

        try (var lease = pulled.lease()) {
            assertThat(lease).isNotNull();
            assertThat(images.remove(pulled.id().toString())).isTrue();
            assertThat(images.list()).isEmpty();
            assertThat(images.lookUp(registry.name("app:1"))).isEmpty();
            assertThat(pulled.readModule("")).startsWith(ImageFixture.module());
        }
        assertThat(images.remove(pulled.id().toString())).isFalse();
    }

    @Test
    void pull_byAPerson_takesAnOrdinaryImageToo() throws Exception {
        registry.compat("app", "1", "{\"Cmd\":[\"/bin/sh\"]}");
        Images images = new Images(store, registry.registries(), false);

        assertThat(images.pull(registry.reference("app:1"), PullListener.NONE).wasmFiles())
                .hasSize(1);
        assertThatThrownBy(() -> images.pull(request("app:1", RunHints.NOTHING)))
                .isInstanceOf(OciException.Unsupported.class);
    }

    @Test
    void usage_isMeasuredAgain_onlyAfterAChangeOrAMinute() throws Exception {
        registry.artifact("app", "1", "a");
        Images images = new Images(store, registry.registries(), false);
        AtomicLong nanos = new AtomicLong();
        ImageUsage usage = new ImageUsage(store, images, root.resolve("containers"), nanos::get);
        StoreUsage empty = usage.ofImages();

        images.pull(request("app:1", RunHints.NOTHING));
        StoreUsage full = usage.ofImages();
        assertThat(full.inodes()).isGreaterThan(empty.inodes());

        Files.writeString(store.root().resolve("refs/from-elsewhere"), "x");
        assertThat(usage.ofImages()).isSameAs(full);
        nanos.addAndGet(Duration.ofSeconds(61).toNanos());
        assertThat(usage.ofImages().inodes()).isEqualTo(full.inodes() + 1);

        assertThat(usage.ofContainers()).isEqualTo(new StoreUsage(0, 0));
        Files.createDirectories(root.resolve("containers/c1"));
        nanos.addAndGet(Duration.ofSeconds(16).toNanos());
        assertThat(usage.ofContainers().inodes()).isEqualTo(2);
    }

    private PullRequest request(String image, RunHints hints) throws OciException {
        return new PullRequest(registry.reference(image), hints, Optional.empty());
    }

    private static ContentSource failing(OciException failure) {
        return new ContentSource() {
            @Override
            public FetchedManifest fetchManifest(ImageReference reference) throws OciException {
                throw failure;
            }

            @Override
            public InputStream openBlob(ImageReference repository, Descriptor blob, long offset) throws OciException {
                throw failure;
            }
        };
    }
}
