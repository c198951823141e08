package dev.sedge.oci.registry;

import static dev.sedge.oci.local.Documents.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sedge.oci.Descriptor;
import dev.sedge.oci.ImageReference;
import dev.sedge.oci.OciException;
import dev.sedge.oci.local.Fault;
import dev.sedge.oci.local.FaultyRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedirectTest {
    private static final byte[] BLOB = bytes("content");

    private ClientFixture fixture;
    private FaultyRegistry registry;
    private FaultyRegistry storage;
    private ImageReference repository;
    private Descriptor blob;

    @BeforeEach
    void start() throws Exception {
        fixture = new ClientFixture();
        registry = fixture.registry;
        storage = FaultyRegistry.start();
        blob = storage.addBlob("a/b", BLOB);
        repository = registry.reference("a/b");
    }

    @AfterEach
    void stop() {
        storage.close();
        fixture.close();
    }

    private RegistryClient withPassword() {
        registry.on(
                "blobs",
                exchange -> exchange.getRequestHeaders().getFirst("Authorization") == null
                        && Fault.status(401, "WWW-Authenticate", "Basic realm=\"r\"")
                                .answer(exchange));
        return fixture.options()
                .credentials((host, name) -> Credentials.basic("alice", "s3cret"))
                .build();
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void openBlob_redirectToAnotherPort_followsWithoutCredentials(int status) throws Exception {
        registry.on(
                "blobs",
                Fault.status(status, "Location", "http://" + storage.address() + "/v2/a/b/blobs/" + blob.digest()));

        assertThat(fixture.read(withPassword(), repository, blob, 0)).isEqualTo(BLOB);

        assertThat(registry.requests()).extracting("authorization").contains("Basic YWxpY2U6czNjcmV0");
        assertThat(storage.requests()).extracting("authorization").containsExactly("");
    }

    @Test
    void openBlob_redirectWithinTheRegistry_keepsCredentials() throws Exception {
        registry.contents().addBlob("moved", BLOB);
        registry.on("/v2/a/b/blobs", Fault.status(307, "Location", "/v2/moved/blobs/" + blob.digest()));

        assertThat(fixture.read(withPassword(), repository, blob, 0)).isEqualTo(BLOB);
        assertThat(registry.requests("/v2/moved"))
                .extracting("authorization")
                .containsExactly("Basic YWxpY2U6czNjcmV0");
    }

    @Test
    void openBlob_redirectThereAndBack_credentialsStayAway() throws Exception {
        registry.contents().addBlob("back", BLOB);
        registry.on("/v2/back", exchange -> false);
        registry.on("/v2/a/b/blobs", Fault.status(307, "Location", "http://" + storage.address() + "/away"));
        storage.on("/away", Fault.status(307, "Location", "http://" + registry.address() + "/v2/back/manifests/x"));

        RegistryClient client = fixture.options()
                .credentials((host, name) -> Credentials.registryToken("t0ken"))
                .build();
        assertThatThrownBy(() -> client.openBlob(repository, blob, 0)).isInstanceOf(OciException.NotFound.class);
        assertThat(registry.requests("/v2/back")).extracting("authorization").containsExactly("");
    }

    @Test
    void openBlob_challengeOfTheRedirectTarget_neverGetsCredentials() {
        registry.on("blobs", Fault.status(307, "Location", "http://" + storage.address() + "/x?signature=s3cret"));
        storage.on("/x", Fault.status(401, "WWW-Authenticate", "Basic realm=\"steal\""));

        assertThatThrownBy(() -> withPassword().openBlob(repository, blob, 0))
                .isInstanceOf(OciException.Unauthorized.class)
                .hasMessage("pull blob " + blob.digest() + " of " + repository.name() + " failed: 401 from http://"
                        + storage.address() + ", where " + registry.address() + " redirected to"
                        + " (scope repository:a/b:pull); check the name, and the credentials for this registry");
        assertThat(storage.requests()).extracting("authorization").containsExactly("");
    }

    @Test
    void fetchManifest_redirectToItself_endsWithAReason() {
        registry.on(
                "manifests",
                exchange -> Fault.status(
                                307, "Location", exchange.getRequestURI().toString())
                        .answer(exchange));

        assertThatThrownBy(() -> fixture.client().fetchManifest(repository))
                .isInstanceOf(OciException.Unavailable.class)
                .hasMessage("pull manifest for " + repository + " failed: " + registry.address()
                        + " redirects more than 10 times; its administrator must repair that");
        assertThat(registry.requests()).hasSize(11);
    }

    @ParameterizedTest
    @CsvSource({
        "http://169.254.169.254/latest/meta-data, it leads to the internal address 169.254.169.254",
        "http://[fe80::1]/x, it leads to the internal address [fe80::1]",
        "http://0.0.0.0/x, it leads to the internal address 0.0.0.0",
        "file:///etc/passwd, it is no plain http or https address",
        "http://user@host/x, it is no plain http or https address",
    })
    void fetchManifest_redirectToWhereNobodyShouldGo_isRefused(String location, String reason) {
        registry.on("manifests", Fault.status(302, "Location", location));

        assertThatThrownBy(() -> fixture.client().fetchManifest(repository))
                .isInstanceOf(OciException.Unavailable.class)
                .hasMessage("pull manifest for " + repository + " failed: the redirect of " + registry.address()
                        + " is not followed, because " + reason);
    }
}
