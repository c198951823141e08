package dev.sedge.oci.registry;

import static dev.sedge.oci.local.Documents.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sedge.oci.Descriptor;
import dev.sedge.oci.ImageReference;
import dev.sedge.oci.OciException;
import dev.sedge.oci.local.Fault;
import dev.sedge.oci.local.FaultyRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {
    private final List<Duration> waits = new ArrayList<>();
    private FaultyRegistry registry;
    private ImageReference image;

    @TempDir
    private Path directory;

    @BeforeEach
    void start() throws Exception {
        registry = FaultyRegistry.startTls(serverContext());
        registry.addImage("a/b", "1", bytes("{}"), bytes("layer"));
        image = registry.reference("a/b:1");
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    private RegistryClient client(HostConfig host) {
        return RegistryClient.builder().host(host).sleeper(waits::add).build();
    }

    private HostConfig trusting() throws IOException {
        Path pem = directory.resolve("ca.pem");
        try (InputStream in = resource("registry.pem")) {
            Files.write(pem, in.readAllBytes());
        }
        return HostConfig.of(registry.address()).withCaFile(pem);
    }

    @Test
    void fetchManifest_untrustedCertificate_failsInOneAttempt() {
        assertThatThrownBy(() -> client(HostConfig.of(registry.address())).fetchManifest(image))
                .isInstanceOf(OciException.Unavailable.class)
                .hasMessageStartingWith("pull manifest for " + image + " failed: the TLS certificate or handshake of "
                        + registry.address() + " was not accepted (")
                .hasMessageEndingWith("); name the certificate authority of the registry if it is a private one");
        assertThat(waits).isEmpty();
        assertThat(registry.requests()).isEmpty();
    }

    @Test
    void pull_certificateAuthorityNamed_works() throws Exception {
        RegistryClient client = client(trusting());

        client.fetchManifest(image);
        assertThat(client.readBlob(image, Descriptor.of("application/wasm", bytes("layer")), 100))
                .isEqualTo(bytes("layer"));
    }

    @Test
    void openBlob_redirectFromHttpsToHttp_isRefused() throws Exception {
        registry.on("blobs", Fault.status(307, "Location", "http://" + registry.address() + "/x"));
        RegistryClient client = client(trusting());

        assertThatThrownBy(() -> client.openBlob(image, Descriptor.of("application/wasm", bytes("layer")), 0))
                .isInstanceOf(OciException.Unavailable.class)
                .hasMessageEndingWith("is not followed, because it leads from https to http");
    }

    @Test
    void realm_plainHttpOfATlsRegistry_getsNoCredentials() throws Exception {
        registry.on("/v2/", Fault.status(401, "WWW-Authenticate", "Bearer realm=\"http://auth.example/token\""));
        RegistryClient client = RegistryClient.builder()
                .host(trusting())
                .credentials((host, name) -> Credentials.basic("alice", "s3cret"))
                .build();

        assertThatThrownBy(() -> client.fetchManifest(image))
                .isInstanceOf(OciException.Unauthorized.class)
                .hasMessage("pull manifest for " + image + " failed: the token server that " + registry.address()
                        + " names is not asked, because it is plain http");
    }

    @Test
    void fetchManifest_caFileWithoutCertificate_isALocalFailure() throws Exception {
        Path empty = Files.createFile(directory.resolve("empty.pem"));

        assertThatThrownBy(() -> client(HostConfig.of(registry.address()).withCaFile(empty))
                        .fetchManifest(image))
                .isInstanceOf(OciException.LocalFailure.class)
                .hasMessageContaining("the CA file " + empty);
    }

    private static InputStream resource(String name) {
        return TlsTest.class.getResourceAsStream("/tls/" + name);
    }

    private static SSLContext serverContext() throws Exception {
        char[] password = "sedge-test".toCharArray();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = resource("registry.p12")) {
            store.load(in, password);
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }
}
