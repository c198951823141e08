package dev.sedge.oci.registry;

import static dev.sedge.oci.local.Documents.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.sedge.oci.Descriptor;
import dev.sedge.oci.ImageReference;
import dev.sedge.oci.OciException;
import dev.sedge.oci.local.Fault;
import dev.sedge.oci.local.FaultyRegistry;
import dev.sedge.oci.local.PlainServer;
import dev.sedge.oci.pull.PullListener;
import dev.sedge.oci.pull.PullOptions;
import dev.sedge.oci.pull.PulledImage;
import dev.sedge.oci.pull.Puller;
import dev.sedge.oci.store.ContentStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MirrorTest {
    private static final byte[] MODULE = module();

    @TempDir
    Path root;

    private ClientFixture fixture;
    private FaultyRegistry origin;
    private FaultyRegistry mirror;
    private ImageReference image;

    @BeforeEach
    void start() throws Exception {
        fixture = new ClientFixture();
        origin = fixture.registry;
        mirror = FaultyRegistry.start();
        origin.addImage("team/app", "1", bytes("{}"), MODULE);
        mirror.addImage("team/app", "1", bytes("{}"), MODULE);
        image = origin.reference("team/app:1");
    }

    @AfterEach
    void stop() {
        mirror.close();
        fixture.close();
    }

    @Test
    void pathOfAMirror_standsBeforeTheApi_orIsAPartOfIt() throws Exception {
        mirror.addImage("proxy/team/app", "1", bytes("{}"), MODULE);
        client("http://" + mirror.address() + "/nexus/").fetchManifest(image);
        client("http://" + mirror.address() + "/v2/proxy/").fetchManifest(image);
        client("http://" + mirror.address() + "/v2").fetchManifest(image);

        String query = "?ns=" + origin.address();
        assertThat(mirror.requests())
                .extracting("path")
                .containsExactly(
                        "/nexus/v2/team/app/manifests/1" + query,
                        "/v2/proxy/team/app/manifests/1" + query,
                        "/v2/team/app/manifests/1" + query);
        assertThat(origin.requests()).hasSize(1); // For the first, which the mirror does not know.
    }

    @Test
    void scopeOfAMirrorWithAPath_namesTheRepositoryThere() throws Exception {
        mirror.addImage("proxy/team/app", "1", bytes("{}"), MODULE);
        String realm = "http://" + mirror.address() + "/token";
        mirror.on("/token", Fault.content(200, bytes("{\"token\":\"t\"}")));
        mirror.once("/v2/", Fault.status(401, "WWW-Authenticate", "Bearer realm=\"" + realm + "\""));

        client("http://" + mirror.address() + "/v2/proxy").fetchManifest(image);

        assertThat(mirror.requests("/token").get(0).path()).endsWith("?scope=repository%3Aproxy%2Fteam%2Fapp%3Apull");
    }

    @Test
    void pull_damagedBlobOfAMirror_comesFromTheNextSource() throws Exception {
        mirror.on("/blobs/" + layer().digest(), Fault.content(200, new byte[MODULE.length]));
        mirror.on("/blobs/" + Descriptor.of("x", bytes("{}")).digest(), Fault.content(200, bytes("[]")));

        try (ContentStore store = ContentStore.open(root)) {
            PulledImage pulled =
                    new Puller(store, client(mirror())).pull(image, PullOptions.DEFAULT, PullListener.NONE);
            assertThat(pulled.readModule("")).isEqualTo(MODULE);
        }
        assertThat(mirror.requests("/blobs/")).hasSize(2);
        assertThat(origin.requests("/blobs/")).hasSize(2);
        assertThat(origin.requests("/manifests/")).isEmpty();
    }

    @Test
    void pull_damagedBlobEverywhere_isCorrupt() throws Exception {
        mirror.on("/blobs/" + layer().digest(), Fault.content(200, new byte[MODULE.length]));
        origin.on("/blobs/" + layer().digest(), Fault.content(200, new byte[MODULE.length]));

        try (ContentStore store = ContentStore.open(root)) {
            assertThatThrownBy(() ->
                            new Puller(store, client(mirror())).pull(image, PullOptions.DEFAULT, PullListener.NONE))
                    .isInstanceOf(OciException.Corrupt.class);
            assertThat(store.find(image)).isEmpty();
        }
    }

    @Test
    void mirrorThatIsAway_isNotWaitedFor() throws Exception {
        RegistryClient client = client("http://" + nobody());

        client.fetchManifest(image);
        assertThat(fixture.read(client, image, layer(), 0)).isEqualTo(MODULE);

        assertThat(fixture.waits).isEmpty();
    }

    @Test
    void everybodyAway_isUnreachable_andTellsOfTheMirrorToo() throws Exception {
        String gone = nobody();
        ImageReference there = ImageReference.parse(nobody() + "/team/app:1");
        RegistryClient client = clientOf(there.host(), "http://" + gone);

        assertThatThrownBy(() -> client.fetchManifest(there))
                .asInstanceOf(type(OciException.Unavailable.class))
                .satisfies(e -> assertThat(e.isUnreachable()).isTrue())
                .satisfies(e -> assertThat(e.getSuppressed()[0]).hasMessageContaining(gone));
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void mirrorThatRefuses_thenNobody_isNotUnreachable(int status) throws Exception {
        mirror.on("/v2/", Fault.status(status));
        ImageReference there = ImageReference.parse(nobody() + "/team/app:1");
        RegistryClient client = clientOf(there.host(), mirror());

        assertThatThrownBy(() -> client.fetchManifest(there))
                .asInstanceOf(type(OciException.Unavailable.class))
                .satisfies(e -> assertThat(e.isUnreachable()).isFalse());
    }

    @Test
    void mirrorWithoutTrust_thenNobody_isNotUnreachable() throws Exception {
        ImageReference there = ImageReference.parse(nobody() + "/team/app:1");
        try (PlainServer plain = new PlainServer()) {
            RegistryClient client = clientOf(there.host(), "https://" + plain.address());

            assertThatThrownBy(() -> client.fetchManifest(there))
                    .asInstanceOf(type(OciException.Unavailable.class))
                    .satisfies(e -> assertThat(e.isUnreachable()).isFalse());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 503, 599})
    void failingServer_isUnreachable(int status) {
        origin.on("/v2/", Fault.status(status));
        assertThatThrownBy(() -> client().fetchManifest(image))
                .asInstanceOf(type(OciException.Unavailable.class))
                .satisfies(e -> assertThat(e.isUnreachable()).isTrue());
    }

    @Test
    void otherHosts_areTalkedToByTheRule() throws Exception {
        RegistryClient client = RegistryClient.builder()
                .otherHosts(host -> HostConfig.of(host).withPlainHttp().withMirrors(List.of(URI.create(mirror()))))
                .build();
        client.fetchManifest(image);
        assertThat(mirror.requests()).hasSize(1);
    }

    @Test
    void withRetriesAndCredentials_sharesConnectionsAndNothingElse() throws Exception {
        origin.on("/v2/", Fault.status(503));
        RegistryClient client = client();
        assertThatThrownBy(() -> client.withRetries(RetryPolicy.NONE).fetchManifest(image))
                .isInstanceOf(OciException.Unavailable.class);
        assertThat(origin.requests()).hasSize(1);
        assertThat(fixture.waits).isEmpty();

        origin.on("/v2/", Fault.status(401, "WWW-Authenticate", "Basic realm=\"r\""));
        var alice = CredentialProvider.forHost(origin.address(), Credentials.basic("alice", "s3cret"));
        assertThatThrownBy(() -> client.withCredentials(alice).fetchManifest(image))
                .isInstanceOf(OciException.Unauthorized.class);
        assertThat(origin.requests().get(2).authorization()).startsWith("Basic ");
        assertThatThrownBy(() -> client.fetchManifest(image)).isInstanceOf(OciException.Unauthorized.class);
        assertThat(origin.requests().get(3).authorization()).isEmpty();
    }

    static Stream<String> mirror_thatIsNoAddress_isRefused() {
        return Stream.of(
                "mirror:5000", "ftp://mirror", "https://user:pass@mirror", "https://mirror?x=1", "https://m#f");
    }

    @ParameterizedTest
    @MethodSource
    void mirror_thatIsNoAddress_isRefused(String address) {
        HostConfig host = HostConfig.of("r.io");
        assertThatThrownBy(() -> host.withMirrors(List.of(URI.create(address))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must be http://HOST[:PORT][/PATH]")
                .hasMessageNotContaining("pass");
    }

    private RegistryClient client(String... mirrors) {
        return clientOf(origin.address(), mirrors);
    }

    private RegistryClient clientOf(String host, String... mirrors) {
        List<URI> addresses = Stream.of(mirrors).map(URI::create).toList();
        return fixture.options()
                .host(HostConfig.of(host).withPlainHttp().withMirrors(addresses))
                .build();
    }

    private String mirror() {
        return "http://" + mirror.address();
    }

    /** An address at which nobody listens. */
    private static String nobody() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "127.0.0.1:" + socket.getLocalPort();
        }
    }

    private static Descriptor layer() {
        return Descriptor.of("application/wasm", MODULE);
    }

    private static byte[] module() {
        byte[] module = ClientFixture.noise(100_000);
        System.arraycopy(new byte[] {0, 'a', 's', 'm', 1, 0, 0, 0}, 0, module, 0, 8);
        return module;
    }
}
