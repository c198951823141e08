package dev.sedge.oci.registry;

import static dev.sedge.oci.local.Documents.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.sedge.oci.Descriptor;
import dev.sedge.oci.Digest;
import dev.sedge.oci.FetchedManifest;
import dev.sedge.oci.ImageManifest;
import dev.sedge.oci.ImageReference;
import dev.sedge.oci.MediaType;
import dev.sedge.oci.OciException;
import dev.sedge.oci.local.Fault;
import dev.sedge.oci.local.FaultyRegistry;
import dev.sedge.oci.local.PlainServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryClientTest {
    private static final byte[] LAYER = ClientFixture.noise(300_000);

    private ClientFixture fixture;
    private FaultyRegistry registry;
    private byte[] manifest;
    private ImageReference image;

    @BeforeEach
    void start() throws Exception {
        fixture = new ClientFixture();
        registry = fixture.registry;
        manifest = registry.addImage("team/app", "1", bytes("{}"), LAYER);
        image = registry.reference("team/app:1");
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    private ImageReference pinned() {
        return image.withDigest(Digest.sha256Of(manifest));
    }

    private Descriptor layer() {
        return Descriptor.of("application/wasm", LAYER);
    }

    @Test
    void fetchManifest_tag_digestIsOfTheBytes() throws Exception {
        FetchedManifest fetched = fixture.client().fetchManifest(image);

        assertThat(fetched.digest()).isEqualTo(Digest.sha256Of(manifest));
        assertThat(fetched.manifest().rawBytes()).isEqualTo(manifest);
        assertThat(((ImageManifest) fetched.manifest()).layers()).containsExactly(layer());
        assertThat(registry.requests())
                .extracting("method", "path")
                .containsExactly(tuple("GET", "/v2/team/app/manifests/1"));
    }

    @Test
    void fetchManifest_tagAndDigest_digestDecides() throws Exception {
        registry.addImage("team/app", "1", bytes("{ }"), LAYER);

        assertThat(fixture.client().fetchManifest(pinned()).manifest().rawBytes())
                .isEqualTo(manifest);
    }

    @Test
    void openBlob_wholeAndFromOffset_exactBytes() throws Exception {
        assertThat(fixture.read(fixture.client(), image, layer(), 0)).isEqualTo(LAYER);
        assertThat(fixture.read(fixture.client(), image, layer(), 299_999))
                .isEqualTo(Arrays.copyOfRange(LAYER, 299_999, 300_000));
        assertThat(fixture.read(fixture.client(), image, layer(), 300_000)).isEmpty();
        assertThat(registry.requests("blobs")).extracting("range").containsExactly("", "bytes=299999-");
    }

    @Test
    void readBlob_wrongBytesOfTheRightLength_corrupt() {
        registry.on("blobs", Fault.content(200, new byte[LAYER.length]));

        assertThatThrownBy(() -> fixture.client().readBlob(image, layer(), LAYER.length))
                .isInstanceOf(OciException.Corrupt.class)
                .hasMessageContaining("the bytes have another digest");
    }

    @Test
    void readBlob_overTheCallersLimit_tooLargeWithoutRequest() {
        assertThatThrownBy(() -> fixture.client().readBlob(image, layer(), 1000))
                .isInstanceOf(OciException.TooLarge.class);
        assertThat(registry.requests()).isEmpty();
    }

    @Test
    void fetchManifest_missing_saysWhatAndWhere() {
        assertThatThrownBy(() -> fixture.client().fetchManifest(registry.reference("team/none:9")))
                .isInstanceOf(OciException.NotFound.class)
                .hasMessage("pull manifest for " + registry.address()
                        + "/team/none:9 failed: 404 MANIFEST_UNKNOWN from http://" + registry.address()
                        + "/v2/team/none/manifests/9; check the name, and the tag or digest");
        assertThat(fixture.waits).isEmpty();
    }

    @Test
    void openBlob_missing_notFoundAtOnce() {
        Descriptor missing = Descriptor.of("application/wasm", new byte[] {1});
        assertThatThrownBy(() -> fixture.client().openBlob(image, missing, 0))
                .isInstanceOf(OciException.NotFound.class);
    }

    @Test
    void fetchManifest_otherBytesForDigestWithMatchingHeader_corrupt() {
        byte[] other = bytes("{\"schemaVersion\":2}");
        registry.on(
                "manifests",
                Fault.content(
                        200,
                        other,
                        "Docker-Content-Digest",
                        Digest.sha256Of(manifest).toString(),
                        "Content-Type",
                        MediaType.OCI_MANIFEST));

        assertThatThrownBy(() -> fixture.client().fetchManifest(pinned()))
                .isInstanceOf(OciException.Corrupt.class)
                .hasMessage("pull manifest for " + pinned() + " failed: " + registry.address() + " sent other content ("
                        + Digest.sha256Of(other)
                        + ") than the digest asks for; it, or something on the way, changed the image");
    }

    @Test
    void fetchManifest_wrongDigestHeaderForTag_bodyCounts() throws Exception {
        registry.on(
                "manifests",
                Fault.content(
                        200,
                        manifest,
                        "Docker-Content-Digest",
                        "sha256:" + "0".repeat(64),
                        "Content-Type",
                        MediaType.OCI_MANIFEST));

        assertThat(fixture.client().fetchManifest(image).digest()).isEqualTo(Digest.sha256Of(manifest));
    }

    @Test
    void fetchManifest_noContentType_mediaTypeOfTheDocumentCounts() throws Exception {
        registry.on("manifests", Fault.content(200, manifest));

        assertThat(fixture.client().fetchManifest(image).manifest().mediaType()).isEqualTo(MediaType.OCI_MANIFEST);
    }

    @Test
    void fetchManifest_htmlContentType_corrupt() {
        registry.on("manifests", Fault.content(200, manifest, "Content-Type", "text/html; charset=utf-8"));

        assertThatThrownBy(() -> fixture.client().fetchManifest(image))
                .isInstanceOf(OciException.Corrupt.class)
                .hasMessage("pull manifest for " + image
                        + " failed: media type \"text/html\" is not one of an image manifest");
    }

    @Test
    void fetchManifest_largerThanTheCap_tooLarge() {
        registry.on("manifests", Fault.content(200, new byte[(4 << 20) + 1], "Content-Type", MediaType.OCI_MANIFEST));

        assertThatThrownBy(() -> fixture.client().fetchManifest(image))
                .isInstanceOf(OciException.TooLarge.class)
                .hasMessage("pull manifest for " + image + " failed: the manifest is larger than 4194304 bytes");
    }

    @Test
    void fetchManifest_endlessBody_stopsLongBeforeTheServerDoes() {
        long[] sent = {0};
        registry.on("manifests", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] zeros = new byte[64 << 10];
            while (sent[0] < 300L << 20) {
                exchange.getResponseBody().write(zeros);
                sent[0] += zeros.length;
            }
            return true;
        });

        assertThatThrownBy(() -> fixture.client().fetchManifest(image)).isInstanceOf(OciException.TooLarge.class);
        // The rest is in the buffers of the two sockets.
        assertThat(sent[0]).isLessThan(32L << 20);
    }

    @Test
    void openBlob_endlessBody_deliversTheDeclaredSizeAndRefuses() {
        registry.on("blobs", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] zeros = new byte[64 << 10];
            for (int i = 0; i < 32_000; i++) {
                exchange.getResponseBody().write(zeros);
            }
            return true;
        });

        assertThatThrownBy(() -> fixture.read(fixture.client(), image, layer(), 0))
                .isInstanceOf(OciException.Corrupt.class)
                .hasMessage("pull blob " + layer().digest() + " of " + image.name() + " failed: " + registry.address()
                        + " sends more than the 300000 bytes that the manifest declares");
    }

    @Test
    void openBlob_otherContentLength_corruptAtOnce() {
        registry.on("blobs", Fault.content(200, new byte[1000]));

        assertThatThrownBy(() -> fixture.client().openBlob(image, layer(), 0))
                .isInstanceOf(OciException.Corrupt.class)
                .hasMessageContaining("says it has 1000 bytes, but the manifest says 300000");
        assertThat(fixture.waits).isEmpty();
    }

    @Test
    void contentEncodingGzip_isUndoneUnderTheSameLimits() throws Exception {
        registry.on("manifests", Fault.content(200, gzip(manifest), "Content-Encoding", "gzip"));
        registry.on("blobs", Fault.content(200, gzip(LAYER), "Content-Encoding", "gzip"));

        assertThat(fixture.client().fetchManifest(pinned()).manifest().rawBytes())
                .isEqualTo(manifest);
        assertThat(fixture.read(fixture.client(), image, layer(), 17))
                .isEqualTo(Arrays.copyOfRange(LAYER, 17, LAYER.length));
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 502, 503, 504})
    void fetchManifest_onceAPassingStatus_retriesWithBackoff(int status) throws Exception {
        registry.once("manifests", Fault.status(status));

        fixture.client().fetchManifest(image);

        assertThat(fixture.waits)
                .singleElement()
                .satisfies(wait -> assertThat(wait).isBetween(Duration.ofMillis(500), Duration.ofMillis(750)));
    }

    @Test
    void fetchManifest_alwaysUnavailable_threeAttemptsWithGrowingWaits() {
        registry.on("manifests", Fault.status(503));

        assertThatThrownBy(() -> fixture.client().fetchManifest(image))
                .isInstanceOf(OciException.Unavailable.class)
                .hasMessage("pull manifest for " + image + " failed: 503 from http://" + registry.address()
                        + "/v2/team/app/manifests/1; the registry has trouble, try again later");
        assertThat(fixture.waits).hasSize(2);
        assertThat(fixture.waits.get(1)).isBetween(Duration.ofMillis(1500), Duration.ofMillis(2250));
    }

    @Test
    void fetchManifest_retryAfterSecondsOrDate_isHonoured() throws Exception {
        registry.once("manifests", Fault.status(429, "Retry-After", "7"));
        registry.once("manifests", Fault.status(503, "Retry-After", "Fri, 2 Jan 2026 03:04:15 GMT"));

        fixture.client().fetchManifest(image);

        assertThat(fixture.waits).containsExactlyInAnyOrder(Duration.ofSeconds(7), Duration.ofSeconds(10));
    }

    @Test
    void fetchManifest_retryAfterADayWithMoreTimeThanTheCap_waitsTheCap() throws Exception {
        registry.once("manifests", Fault.status(429, "Retry-After", "86400"));

        fixture.options()
                .deadlines(Deadlines.DEFAULT.withNoProgress(Duration.ofHours(1)))
                .build()
                .fetchManifest(image);

        assertThat(fixture.waits).containsExactly(Duration.ofMinutes(5));
    }

    @Test
    void fetchManifest_retryAfterBeyondTheDeadline_failsAtOnceWithTheWait() {
        registry.on("manifests", Fault.status(429, "Retry-After", "86400"));

        assertThatThrownBy(() -> fixture.client().fetchManifest(image))
                .isInstanceOfSatisfying(
                        OciException.RateLimited.class,
                        e -> assertThat(e.retryAfter()).contains(Duration.ofDays(1)))
                .hasMessage("pull manifest for " + image + " failed: 429 from http://" + registry.address()
                        + "/v2/team/app/manifests/1; it asks to wait 86400 s; a login often raises the limit");
        assertThat(fixture.waits).isEmpty();
    }

    @Test
    void fetchManifest_forbidden_noRetry() {
        registry.on("manifests", Fault.content(403, bytes("{\"errors\":[{\"code\":\"DENIED\",\"message\":\"x\"}]}")));

        assertThatThrownBy(() -> fixture.client().fetchManifest(image))
                .isInstanceOf(OciException.Unauthorized.class)
                .hasMessage(
                        "pull manifest for " + image + " failed: 403 DENIED from http://" + registry.address()
                                + "/v2/team/app/manifests/1 (scope repository:team/app:pull); the credentials do not allow this");
        assertThat(registry.requests()).hasSize(1);
    }

    @Test
    void fetchManifest_registryIsDown_namesHostAndPort() {
        registry.close();

        assertThatThrownBy(() -> fixture.client().fetchManifest(image))
                .isInstanceOf(OciException.Unavailable.class)
                .hasMessage("pull manifest for " + image + " failed: the connection to " + registry.address()
                        + " was refused; is the registry running, and is the port right?");
        assertThat(fixture.waits).hasSize(2);
    }

    @Test
    void fetchManifest_unknownHost_saysSo() throws Exception {
        ImageReference nowhere = ImageReference.parse("registry.invalid/a/b:1");

        assertThatThrownBy(() -> fixture.client().fetchManifest(nowhere))
                .isInstanceOf(OciException.Unavailable.class)
                .hasMessage("pull manifest for registry.invalid/a/b:1 failed: the host of registry.invalid is unknown;"
                        + " check its spelling and the name service");
    }

    @Test
    void fetchManifest_registryWithoutTls_neverFallsBackAndNamesTheOption() throws Exception {
        try (PlainServer plain = new PlainServer()) {
            ImageReference reference = ImageReference.parse(plain.address() + "/a/b:1");

            assertThatThrownBy(() -> fixture.client().fetchManifest(reference))
                    .isInstanceOf(OciException.Unavailable.class)
                    .hasMessage("pull manifest for " + reference + " failed: " + plain.address()
                            + " does not speak TLS; if it is meant to be without, use --plain-http");
        }
        assertThat(fixture.waits).isEmpty();
    }

    @Test
    void fetchManifest_mirrors_inOrderThenTheHostItself() throws Exception {
        try (FaultyRegistry first = FaultyRegistry.start();
                FaultyRegistry second = FaultyRegistry.start()) {
            first.on("manifests", Fault.status(404));
            second.addImage("team/app", "1", bytes("{}"), LAYER);
            RegistryClient client = fixture.options()
                    .host(HostConfig.of(first.address()).withPlainHttp())
                    .host(HostConfig.of(second.address()).withPlainHttp())
                    .host(HostConfig.of(registry.address())
                            .withPlainHttp()
                            .withMirrors(List.of(
                                    URI.create("http://" + first.address()), URI.create("http://" + second.address()))))
                    .build();

            client.fetchManifest(image);
            assertThat(first.requests()).hasSize(1);
            assertThat(second.requests().get(0).path()).isEqualTo("/v2/team/app/manifests/1?ns=" + registry.address());
            assertThat(registry.requests()).isEmpty();

            second.on("blobs", Fault.status(404));
            assertThat(fixture.read(client, image, layer(), 0)).isEqualTo(LAYER);
            assertThat(registry.requests()).hasSize(1);
        }
    }

    @Test
    void ping_registryOrNot_tells() throws Exception {
        fixture.client().ping(registry.address());
        registry.on("/v2/", Fault.status(401, "WWW-Authenticate", "Basic realm=x"));
        fixture.client().ping(registry.address());
        registry.on("/v2/", Fault.status(404));
        assertThatThrownBy(() -> fixture.client().ping(registry.address()))
                .isInstanceOf(OciException.Unavailable.class)
                .hasMessage("reach registry " + registry.address() + " failed: 404 from http://" + registry.address()
                        + "/v2/; something else than a registry listens there");
    }

    @Test
    void fetchManifest_tlsPortSpokenToInPlainHttp_namesTheOption() throws Exception {
        try (PlainServer answersLikeTls = new PlainServer()) {
            ImageReference reference = ImageReference.parse(answersLikeTls.address() + "/a/b:1");
            RegistryClient plain = RegistryClient.builder()
                    .host(HostConfig.of(answersLikeTls.address()).withPlainHttp())
                    .build();

            assertThatThrownBy(() -> plain.fetchManifest(reference))
                    .isInstanceOf(OciException.Unavailable.class)
                    .hasMessage(
                            "pull manifest for " + reference + " failed: 400 from http://" + answersLikeTls.address()
                                    + "/v2/a/b/manifests/1; if the registry speaks https, do not use --plain-http");
        }
    }

    @Test
    void openBlob_streamClosed_readIsCancelled() throws Exception {
        InputStream stream = fixture.client().openBlob(image, layer(), 0);
        stream.close();
        assertThatThrownBy(stream::read).isInstanceOf(OciException.Cancelled.class);
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(content);
        }
        return out.toByteArray();
    }
}
