package dev.sedge.agent.cri;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.sedge.agent.cri.CriException.Kind;
import dev.sedge.agent.cri.v1.FilesystemUsage;
import dev.sedge.agent.cri.v1.Image;
import dev.sedge.agent.cri.v1.ImageFilter;
import dev.sedge.agent.cri.v1.ImageFsInfoRequest;
import dev.sedge.agent.cri.v1.ImageFsInfoResponse;
import dev.sedge.agent.cri.v1.ImageSpec;
import dev.sedge.agent.cri.v1.ImageStatusRequest;
import dev.sedge.agent.cri.v1.ListImagesRequest;
import dev.sedge.agent.cri.v1.PodSandboxConfig;
import dev.sedge.agent.cri.v1.PodSandboxMetadata;
import dev.sedge.agent.cri.v1.PullImageRequest;
import dev.sedge.agent.cri.v1.RemoveImageRequest;
import dev.sedge.agent.image.ImageFixture;
import dev.sedge.agent.image.ImageUsage;
import dev.sedge.agent.image.Images;
import dev.sedge.agent.image.Registries;
import dev.sedge.oci.OciException;
import dev.sedge.oci.pull.PulledImage;
import dev.sedge.oci.store.ContentStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageRpcsTest {
    @TempDir
    Path root;

    private final List<PulledImage> pulled = Collections.synchronizedList(new ArrayList<>());
    private ImageFixture registry;
    private ContentStore store;
    private ImageRpcs rpcs;

    @BeforeEach
    void start() throws OciException {
        registry = new ImageFixture();
        store = ContentStore.open(root.resolve("images"));
        rpcs = rpcs(registry.registries(), pulled::add);
    }

    @AfterEach
    void stop() throws OciException {
        store.close();
        registry.close();
    }

    @Test
    void pull_thenEveryNameOfTheImage_hasTheIdenticalStatus() throws Exception {
        String id = registry.artifact("team/app", "1", "a");
        assertThat(pull("team/app:1")).isEqualTo(id);

        Image byTag = status(registry.name("team/app:1")).orElseThrow();
        assertThat(byTag.getId()).isEqualTo(id);
        assertThat(byTag.getRepoTagsList()).containsExactly(registry.name("team/app:1"));
        assertThat(byTag.getRepoDigestsList()).containsExactly(registry.name("team/app@" + id));
        assertThat(byTag.getSize()).isPositive();
        assertThat(byTag.getUid().getValue()).isZero();
        assertThat(status(id)).contains(byTag);
        assertThat(status(id.substring(7, 20))).contains(byTag);
        assertThat(status(registry.name("team/app@" + id))).contains(byTag);
        assertThat(pulled).extracting(image -> image.id().toString()).containsExactly(id);
    }

    @Test
    void status_absentImage_isEmptyAndNoError() throws Exception {
        assertThat(status(registry.name("absent:1"))).isEmpty();
        assertThat(status("sha256:" + "0".repeat(64))).isEmpty();
        assertThat(status("no name AT all")).isEmpty();
    }

    @Test
    void status_verbose_describesTheImage() throws Exception {
        registry.compat("app", "1", "{\"Cmd\":[\"/app.wasm\"]}");
        pull("app:1");
        var request = ImageStatusRequest.newBuilder()
                .setImage(spec(registry.name("app:1")))
                .setVerbose(true);
        assertThat(rpcs.imageStatus(request.build()).getInfoOrThrow("info"))
                .contains("\"form\":\"compat\"", "\"cmd\":[\"/app.wasm\"]", "\"path\":\"/app.wasm\"");
    }

    @Test
    void pullByDigest_hasNoTagAndExactlyThatDigest() throws Exception {
        String id = registry.artifact("app", "1", "a");
        pull("app@" + id);

        Image image = status(id).orElseThrow();
        assertThat(image.getRepoTagsList()).isEmpty();
        assertThat(image.getRepoDigestsList()).containsExactly(registry.name("app@" + id));
    }

    @Test
    void pullWithoutTag_isLatest() throws Exception {
        registry.artifact("app", "latest", "a");
        pull("app");
        assertThat(status(registry.name("app")).orElseThrow().getRepoTagsList())
                .containsExactly(registry.name("app:latest"));
    }

    @Test
    void list_threeTagsOfOneImage_isOneImage_andTheFilterFindsIt() throws Exception {
        String id = registry.artifact("app", "1", "same");
        registry.artifact("app", "2", "same");
        String other = registry.artifact("other", "1", "different");
        pull("app:1");
        pull("app:2");
        pull("other:1");

        assertThat(list("")).extracting(Image::getId).containsExactlyInAnyOrder(id, other);
        assertThat(list(registry.name("app:2")))
                .singleElement()
                .satisfies(image -> assertThat(image.getRepoTagsList())
                        .containsExactlyInAnyOrder(registry.name("app:1"), registry.name("app:2")));
        assertThat(list(registry.name("app"))).extracting(Image::getId).containsExactly(id);
        assertThat(list(registry.name("app:3"))).isEmpty();
        assertThat(list("?")).isEmpty();
    }

    @Test
    void sameImageOfTwoRepositories_hasOneId() throws Exception {
        registry.artifact("a/app", "1", "same");
        registry.artifact("b/app", "1", "same");
        assertThat(pull("a/app:1")).isEqualTo(pull("b/app:1"));
        remove(registry.name("a/app:1"));
        assertThat(list("")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "1002, 1002, ''",
        "1003:1004, 1003, ''",
        "www-data, 0, www-data",
        "www-data:100, 0, www-data",
        "'', 0, ''",
        "0, 0, ''",
        "4294967296, 0, 4294967296",
        "-1, 0, -1",
    })
    void user_isANumberOrAName(String user, long uid, String name) throws Exception {
        String id = registry.compat("app", "1", "{\"Cmd\":[\"/app.wasm\"],\"User\":\"" + user + "\"}");
        pull("app:1");
        Image image = status(id).orElseThrow();
        assertThat(image.getUid().getValue()).isEqualTo(uid);
        assertThat(image.getUsername()).isEqualTo(name);
        assertThat(image.hasUid()).isEqualTo(name.isEmpty());
    }

    @Test
    void remove_byOneTag_removesAll_andIsDoneWhenItReturns() throws Exception {
        registry.artifact("app", "1", "same");
        registry.artifact("app", "2", "same");
        pull("app:1");
        pull("app:2");

        remove(registry.name("app:1"));

        assertThat(status(registry.name("app:2"))).isEmpty();
        assertThat(list("")).isEmpty();
        remove(registry.name("app:1"));
        remove("sha256:" + "0".repeat(64));
    }

    @Test
    void remove_byManyAtOnce_isNoError() throws Exception {
        String id = registry.compat("app", "1", "{\"Cmd\":[\"/app.wasm\"]}");
        pull("app:1");
        atOnce(5, () -> {
                    remove(id);
                    return status(id);
                })
                .forEach(status -> assertThat(status).isEmpty());
    }

    @Test
    void pull_byManyAtOnce_givesAllTheSame() throws Exception {
        String id = registry.compat("app", "1", "{\"Cmd\":[\"/app.wasm\"]}");
        assertThat(atOnce(4, () -> pull("app:1"))).containsOnly(id);
        assertThat(list("")).hasSize(1);
    }

    @Test
    void pull_ordinaryImage_isRefusedBeforeItsLayers_withTheWaysOut() throws Exception {
        registry.withoutLayers("nginx", "1", "nginx");

        assertThatThrownBy(() -> pull("nginx:1"))
                .asInstanceOf(type(CriException.class))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.FAILED_PRECONDITION))
                .satisfies(e -> assertThat(e)
                        .hasMessageContaining("this node runs Wasm only")
                        .hasMessageContaining("runtimeClassName: wasm"));
    }

    @Test
    void pull_ordinaryImage_isWantedByTheHandlerOfItsSandbox_orAnAnnotation() throws Exception {
        registry.compat("app", "1", "{\"Cmd\":[\"/bin/app\"]}");
        PodSandboxConfig plain = sandbox("plain");
        PodSandboxConfig annotated = plain.toBuilder()
                .putAnnotations("module.wasm.image/variant", "compat")
                .build();
        ImageSpec image = spec(registry.name("app:1"));

        assertThatThrownBy(() -> pull(image, plain)).isInstanceOf(CriException.class);
        pull(image, sandbox("wasm"));
        pull(image, annotated);
        pull(image.toBuilder().setRuntimeHandler("wasmedge").build(), plain);
        pull(image.toBuilder().putAnnotations("run.oci.handler", "wasm").build(), plain);
    }

    @Test
    void pull_preheat_withoutAnyHint_takesAnImageThatNamesItsModule() throws Exception {
        registry.compat("app", "1", "{\"Cmd\":[\"/app.wasm\"]}");
        pull("app:1");
        assertThat(pulled)
                .singleElement()
                .satisfies(image -> assertThat(image.rootfs()).isPresent());
    }

    @Test
    void pull_unreachableRegistry_beginsWithTheWordThatKubeletKnows() throws Exception {
        String gone = registry.name("app:1");
        registry.close();
        assertThatThrownBy(() -> pull(spec(gone), PodSandboxConfig.getDefaultInstance()))
                .asInstanceOf(type(CriException.class))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.UNKNOWN))
                .satisfies(e -> assertThat(e).hasMessageStartingWith("RegistryUnavailable: pull manifest for "));
    }

    @Test
    void pull_absentImage_isNotFound() {
        assertThatThrownBy(() -> pull("absent:1"))
                .asInstanceOf(type(CriException.class))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.NOT_FOUND));
    }

    @Test
    void pull_withoutAName_isInvalid() {
        assertThatThrownBy(() -> pull(ImageSpec.getDefaultInstance(), PodSandboxConfig.getDefaultInstance()))
                .asInstanceOf(type(CriException.class))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.INVALID_ARGUMENT));
    }

    @Test
    void pull_interrupted_endsAsAnInterrupt() {
        registry.artifact("app", "1", "a");
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> pull("app:1")).isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void pull_hookThatFails_doesNotFailThePull() throws Exception {
        String id = registry.artifact("app", "1", "a");
        rpcs = rpcs(registry.registries(), image -> {
            throw new IllegalStateException("the compiler has a bad day");
        });
        assertThat(pull("app:1")).isEqualTo(id);
    }

    @Test
    void damagedImage_isAbsent_soThatItIsPulledAgain() throws Exception {
        String id = registry.artifact("app", "1", "a");
        pull("app:1");
        Path manifest = store.root().resolve("blobs/sha256").resolve(id.substring(7));
        Files.delete(manifest);
        Files.writeString(manifest, "damaged");

        rpcs = rpcs(registry.registries(), pulled::add);
        assertThat(status(id)).isEmpty();
        assertThat(list("")).isEmpty();
        assertThat(pull("app:1")).isEqualTo(id);
        assertThat(status(id)).isPresent();
    }

    @Test
    void fsInfo_namesARealDirectoryAndItsUse() throws Exception {
        registry.artifact("app", "1", "a");
        pull("app:1");
        ImageFsInfoResponse info = rpcs.imageFsInfo(ImageFsInfoRequest.getDefaultInstance());

        FilesystemUsage images = info.getImageFilesystems(0);
        assertThat(Path.of(images.getFsId().getMountpoint())).isDirectory();
        assertThat(images.getTimestamp()).isGreaterThan(1_600_000_000_000_000_000L);
        assertThat(images.getUsedBytes().getValue()).isPositive();
        assertThat(images.getInodesUsed().getValue()).isPositive();
        assertThat(info.getContainerFilesystems(0).getFsId()).isEqualTo(images.getFsId());
    }

    private ImageRpcs rpcs(Registries registries, Consumer<PulledImage> onPulled) {
        Images images = new Images(store, registries, false);
        ImageUsage usage = new ImageUsage(store, images, root.resolve("containers"));
        return new ImageRpcs(images, usage, ImageRpcsTest::handler, onPulled);
    }

    private static Optional<String> handler(PodSandboxConfig sandbox) {
        return Optional.of(sandbox.getMetadata().getUid()).filter(uid -> !uid.equals("plain"));
    }

    private static PodSandboxConfig sandbox(String uid) {
        return PodSandboxConfig.newBuilder()
                .setMetadata(PodSandboxMetadata.newBuilder().setUid(uid))
                .build();
    }

    private String pull(String image) throws Exception {
        return pull(spec(registry.name(image)), sandbox("plain"));
    }

    private String pull(ImageSpec image, PodSandboxConfig sandbox) throws Exception {
        var request = PullImageRequest.newBuilder().setImage(image).setSandboxConfig(sandbox);
        return rpcs.pullImage(request.build()).getImageRef();
    }

    private Optional<Image> status(String image) throws Exception {
        var response = rpcs.imageStatus(
                ImageStatusRequest.newBuilder().setImage(spec(image)).build());
        return response.hasImage() ? Optional.of(response.getImage()) : Optional.empty();
    }

    private List<Image> list(String image) throws Exception {
        var filter = ImageFilter.newBuilder().setImage(spec(image));
        return rpcs.listImages(ListImagesRequest.newBuilder().setFilter(filter).build())
                .getImagesList();
    }

    private void remove(String image) throws Exception {
        rpcs.removeImage(RemoveImageRequest.newBuilder().setImage(spec(image)).build());
    }

    private static ImageSpec spec(String image) {
        return ImageSpec.newBuilder().setImage(image).build();
    }

    private static <T> List<T> atOnce(int times, Callable<T> call) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(times);
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> done : threads.invokeAll(Collections.nCopies(times, call))) {
                results.add(done.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }
}
