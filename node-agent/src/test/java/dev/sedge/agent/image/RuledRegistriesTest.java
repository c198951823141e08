package dev.sedge.agent.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.sedge.agent.config.RegistryRules;
import dev.sedge.agent.config.RegistryRules.Rule;
import dev.sedge.agent.image.Registries.Access;
import dev.sedge.oci.ImageReference;
import dev.sedge.oci.OciException;
import dev.sedge.oci.registry.CredentialProvider;
import dev.sedge.oci.registry.Credentials;
import dev.sedge.oci.registry.RegistryClient;
import dev.sedge.oci.registry.RetryPolicy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuledRegistriesTest {
    @TempDir
    Path directory;

    /** A server that wants a login and says what it got. */
    private HttpServer login;

    private final List<String> logins = new CopyOnWriteArrayList<>();
    private ImageFixture registry;

    @BeforeEach
    void start() throws IOException {
        registry = new ImageFixture();
        login = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        login.createContext("/", exchange -> {
            String sent = exchange.getRequestHeaders().getFirst("Authorization");
            if (sent != null) {
                logins.add(new String(Base64.getDecoder().decode(sent.substring(6)), StandardCharsets.UTF_8));
            }
            exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"r\"");
            exchange.sendResponseHeaders(401, -1);
            exchange.close();
        });
        login.start();
    }

    @AfterEach
    void stop() {
        login.stop(0);
        registry.close();
    }

    @Test
    void mirror_ofOneHostAndOfAllOthers() throws Exception {
        registry.artifact("library/app", "1", "a");
        Rule mirrored = rule(List.of(uri(registry.address())), Optional.empty());
        ImageReference image = ImageReference.parse("app:1");

        fetch(registries(Map.of("docker.io", mirrored)), image, Access.USUAL);
        fetch(registries(Map.of("*", mirrored)), image, Access.USUAL);
        Rule nothing = rule(List.of(), Optional.empty());
        RuledRegistries own = registries(Map.of("*", mirrored, loginHost(), nothing));
        assertThatThrownBy(() -> fetch(own, ImageReference.parse(loginHost() + "/library/app:1"), Access.USUAL))
                .isInstanceOf(OciException.Unauthorized.class);
    }

    @Test
    void credentials_ofThePod_areForTheRegistryAlone_notForItsMirror() throws Exception {
        ImageReference image = registry.reference("absent:1");
        RuledRegistries registries =
                registries(Map.of(registry.address(), rule(List.of(uri(loginHost())), Optional.empty())));
        Access access = new Access(Optional.of(Credentials.basic("pod", "secret")), false);

        assertThatThrownBy(() -> fetch(registries, image, access)).isInstanceOf(OciException.NotFound.class);

        assertThat(logins).isEmpty();
    }

    @Test
    void credentials_ofThePod_winOverThoseOfTheNode() throws Exception {
        RuledRegistries registries = registries(Map.of(loginHost(), rule(List.of(), Optional.of(file("node")))));
        ImageReference image = ImageReference.parse(loginHost() + "/app:1");

        assertThatThrownBy(() -> fetch(registries, image, Access.USUAL)).isInstanceOf(OciException.Unauthorized.class);
        Access pod = new Access(Optional.of(Credentials.basic("pod", "secret")), false);
        assertThatThrownBy(() -> fetch(registries, image, pod)).isInstanceOf(OciException.Unauthorized.class);

        assertThat(logins).containsExactly("node:secret", "pod:secret");
    }

    @Test
    void credentials_ofAMirror_areItsOwnRules_orItsOwnNameInTheFileOfTheRegistry() throws Exception {
        ImageReference image = registry.reference("absent:1");
        List<URI> mirror = List.of(uri(loginHost()));
        RuledRegistries inFile =
                registries(Map.of(registry.address(), rule(mirror, Optional.of(file("of-the-registry")))));
        RuledRegistries own = registries(Map.of(
                registry.address(),
                rule(mirror, Optional.of(file("of-the-registry"))),
                loginHost(),
                rule(List.of(), Optional.of(file("its-own")))));

        assertThatThrownBy(() -> fetch(inFile, image, Access.USUAL)).isInstanceOf(OciException.class);
        assertThatThrownBy(() -> fetch(own, image, Access.USUAL)).isInstanceOf(OciException.class);

        assertThat(logins).containsExactly("of-the-registry:secret", "its-own:secret");
    }

    private static void fetch(RuledRegistries registries, ImageReference image, Access access) throws OciException {
        registries.source(image, access).fetchManifest(image);
    }

    private static RuledRegistries registries(Map<String, Rule> rules) {
        return new RuledRegistries(
                new RegistryRules(rules),
                CredentialProvider.anonymous(),
                RegistryClient.builder().retries(RetryPolicy.NONE));
    }

    private static Rule rule(List<URI> mirrors, Optional<Path> credentials) {
        return new Rule(mirrors, true, Optional.empty(), credentials);
    }

    /** Credentials for the server that wants a login. */
    private Path file(String user) throws IOException {
        String auth = Base64.getEncoder().encodeToString((user + ":secret").getBytes(StandardCharsets.UTF_8));
        return Files.writeString(
                directory.resolve(user + ".json"), "{\"auths\":{\"" + loginHost() + "\":{\"auth\":\"" + auth + "\"}}}");
    }

    private String loginHost() {
        return "127.0.0.1:" + login.getAddress().getPort();
    }

    private static URI uri(String host) {
        return URI.create("http://" + host);
    }
}
