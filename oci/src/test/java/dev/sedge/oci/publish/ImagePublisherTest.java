package dev.sedge.oci.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sedge.oci.Descriptor;
import dev.sedge.oci.Digest;
import dev.sedge.oci.FetchedManifest;
import dev.sedge.oci.ImageConfig;
import dev.sedge.oci.ImageManifest;
import dev.sedge.oci.ImageReference;
import dev.sedge.oci.MediaType;
import dev.sedge.oci.OciException;
import dev.sedge.oci.Platform;
import dev.sedge.oci.local.LocalRegistry;
import dev.sedge.oci.local.PlainServer;
import dev.sedge.oci.registry.HostConfig;
import dev.sedge.oci.registry.RegistryClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ImagePublisherTest {
    private static final byte[] MODULE = {0, 'a', 's', 'm', 1, 0, 0, 0, 0, 5, 4, 'n', 'o', 't', 'e'};

    private LocalRegistry registry;
    private ImagePublisher publisher;
    private RegistryClient client;

    @BeforeEach
    void start() throws Exception {
        registry = LocalRegistry.start();
        HostConfig plain = HostConfig.of(registry.address()).withPlainHttp();
        publisher = ImagePublisher.builder().host(plain).build();
        client = RegistryClient.builder().host(plain).build();
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    private ImageReference target(String nameAndTag) throws OciException {
        return ImageReference.parse(registry.address() + "/" + nameAndTag);
    }

    private static WasmFile module() throws OciException {
        return WasmFile.of("hello.wasm", MODULE);
    }

    private byte[] read(PublishedImage image, Descriptor blob) throws OciException {
        return client.readBlob(image.reference(), blob, 1 << 20);
    }

    private ImageManifest pull(PublishedImage image) throws OciException {
        FetchedManifest fetched = client.fetchManifest(image.reference());
        assertThat(fetched.digest()).isEqualTo(image.digest());
        return (ImageManifest) fetched.manifest();
    }

    @Test
    void pushCompat_defaults_imageHoldsTheModuleAndRunsIt() throws Exception {
        PublishedImage image = publisher.pushCompat(target("demo/hello:1"), CompatImage.of(module()));

        ImageManifest manifest = pull(image);
        assertThat(manifest.mediaType()).isEqualTo(MediaType.OCI_MANIFEST);
        assertThat(manifest.annotations()).containsEntry("module.wasm.image/variant", "compat");
        assertThat(manifest.config().mediaType()).isEqualTo(MediaType.OCI_CONFIG);
        ImageConfig config = ImageConfig.parse(read(image, manifest.config()));
        assertThat(config.cmd()).containsExactly("/hello.wasm");
        assertThat(config.entrypoint()).isEmpty();
        assertThat(config.platform()).hasToString("wasi/wasm");
        assertThat(config.labels()).containsEntry("module.wasm.image/variant", "compat");
        assertThat(manifest.layers()).hasSize(1);
        assertThat(manifest.layers().get(0).mediaType()).isEqualTo(MediaType.OCI_LAYER_GZIP);
        byte[] tar = gunzip(read(image, manifest.layers().get(0)));
        assertThat(config.diffIds()).containsExactly(Digest.sha256Of(tar));
        assertThat(new String(tar, 0, 10, StandardCharsets.US_ASCII)).isEqualTo("hello.wasm");
        assertThat(Arrays.copyOfRange(tar, 512, 512 + MODULE.length)).isEqualTo(MODULE);
        assertThat(image.size())
                .isEqualTo(manifest.rawBytes().length
                        + manifest.config().size()
                        + manifest.layers().get(0).size());
    }

    @Test
    void pushCompat_everyOption_isInTheConfig() throws Exception {
        CompatImage wanted = CompatImage.of(module())
                .withEntrypoint(List.of("/hello.wasm", "--x"))
                .withCmd(List.of("default"))
                .withEnv(List.of("A=1", "B=2"))
                .withLabels(Map.of("who", "me"))
                .withPlatform(Platform.WASIP1_WASM)
                .withFormat(ImageFormat.DOCKER);
        PublishedImage image = publisher.pushCompat(target("demo/docker:2"), wanted);

        ImageManifest manifest = pull(image);
        assertThat(manifest.mediaType()).isEqualTo(MediaType.DOCKER_MANIFEST);
        assertThat(manifest.annotations()).isEmpty();
        assertThat(manifest.config().mediaType()).isEqualTo(MediaType.DOCKER_CONFIG);
        assertThat(manifest.layers().get(0).mediaType()).isEqualTo(MediaType.DOCKER_LAYER_GZIP);
        ImageConfig config = ImageConfig.parse(read(image, manifest.config()));
        assertThat(config.entrypoint()).containsExactly("/hello.wasm", "--x");
        assertThat(config.cmd()).containsExactly("default");
        assertThat(config.env()).containsExactly("A=1", "B=2");
        assertThat(config.labels()).containsEntry("who", "me");
        assertThat(config.platform()).hasToString("wasip1/wasm");
    }

    @Test
    void pushArtifact_module_isTheOneLayer() throws Exception {
        PublishedImage image = publisher.pushArtifact(target("demo/artifact:1"), module());

        ImageManifest manifest = pull(image);
        assertThat(manifest.config().mediaType()).isEqualTo(MediaType.WASM_CONFIG_V0);
        assertThat(manifest.annotations()).containsEntry("module.wasm.image/variant", "compat");
        assertThat(manifest.layers()).hasSize(1);
        assertThat(manifest.layers().get(0).mediaType()).isEqualTo(MediaType.WASM);
        assertThat(manifest.layers().get(0).title()).contains("hello.wasm");
        assertThat(read(image, manifest.layers().get(0))).isEqualTo(MODULE);
        assertThat(new String(read(image, manifest.config()), StandardCharsets.UTF_8))
                .isEqualTo("{\"created\":\"1970-01-01T00:00:00Z\",\"architecture\":\"wasm\",\"os\":\"wasip1\","
                        + "\"layerDigests\":[\"" + module().digest() + "\"]}");
    }

    @Test
    void push_twice_sameDigest() throws Exception {
        CompatImage compat = CompatImage.of(module());
        assertThat(publisher.pushCompat(target("a:1"), compat).digest())
                .isEqualTo(publisher.pushCompat(target("b:2"), compat).digest());
        assertThat(publisher.pushArtifact(target("a:3"), module()).digest())
                .isEqualTo(publisher.pushArtifact(target("b:4"), module()).digest());
    }

    @Test
    void push_targetWithDigest_isRefused() throws Exception {
        ImageReference pinned = target("a:1").withDigest(module().digest());
        assertThatThrownBy(() -> publisher.pushArtifact(pinned, module()))
                .isInstanceOf(OciException.InvalidReference.class)
                .hasMessageContaining("needs a tag and no digest");
    }

    @Test
    void push_registryIsDown_namesHostAndPort() throws Exception {
        ImageReference target = target("a:1");
        registry.close();
        assertThatThrownBy(() -> publisher.pushArtifact(target, module()))
                .isInstanceOf(OciException.Unavailable.class)
                .hasMessage("reach registry " + target.host() + " failed: the connection to " + target.host()
                        + " was refused; is the registry running, and is the port right?");
    }

    @Test
    void push_plainRegistryWithoutLeave_saysWhichOption() throws Exception {
        try (PlainServer plain = new PlainServer()) {
            ImageReference target = ImageReference.parse(plain.address() + "/a:1");
            ImagePublisher strict = ImagePublisher.builder().build();
            assertThatThrownBy(() -> strict.pushArtifact(target, module()))
                    .isInstanceOf(OciException.Unavailable.class)
                    .hasMessage("reach registry " + target.host() + " failed: " + target.host()
                            + " does not speak TLS; if it is meant to be without, use --plain-http");
        }
    }

    @Test
    void wasmFile_componentGarbageOrBadName_isRefused() {
        assertThatThrownBy(() -> WasmFile.of("c.wasm", new byte[] {0, 'a', 's', 'm', 0x0d, 0, 1, 0}))
                .hasMessage(
                        "publish \"c.wasm\" failed: it is a Wasm component, not a core module; build it for wasip1");
        assertThatThrownBy(() -> WasmFile.of("t.wasm", new byte[] {'h', 'i'}))
                .hasMessage("publish \"t.wasm\" failed: it does not begin like a Wasm module; is it the right file?");
        assertThatThrownBy(() -> WasmFile.of("../x.wasm", MODULE))
                .hasMessage("publish \"../x.wasm\" failed: the name is no plain file name; give it one");
    }

    private static byte[] gunzip(byte[] gzip) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
            return in.readAllBytes();
        }
    }
}
