package dev.sedge.oci.registry;

import static dev.sedge.oci.local.Documents.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import dev.sedge.oci.Descriptor;
import dev.sedge.oci.ImageReference;
import dev.sedge.oci.OciException;
import dev.sedge.oci.local.Fault;
import dev.sedge.oci.local.FaultyRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuthenticationTest {
    private static final byte[] LAYER = bytes("layer");

    private final List<String> forms = new ArrayList<>();
    private ClientFixture fixture;
    private FaultyRegistry registry;
    private ImageReference image;
    private int issued;

    @BeforeEach
    void start() throws Exception {
        fixture = new ClientFixture();
        registry = fixture.registry;
        registry.addImage("team/app", "1", bytes("{}"), LAYER);
        image = registry.reference("team/app:1");
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    private String bearer() {
        return "Bearer realm=\"http://" + registry.address()
                + "/token\",service=\"reg\",scope=\"repository:team/app:pull\"";
    }

    /** The registry lets in only who has the newest token. */
    private void protect(String... challenges) {
        registry.on("/v2/", exchange -> {
            String sent = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
            if (issued > 0 && sent.equals("Bearer t" + issued)) {
                return false;
            }
            String[] headers = new String[challenges.length * 2];
            for (int i = 0; i < challenges.length; i++) {
                headers[2 * i] = "WWW-Authenticate";
                headers[2 * i + 1] = challenges[i];
            }
            return Fault.status(401, headers).answer(exchange);
        });
    }

    private boolean issue(HttpExchange exchange) throws IOException {
        forms.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        issued++;
        return Fault.content(200, bytes("{\"token\":\"t" + issued + "\",\"expires_in\":300}"))
                .answer(exchange);
    }

    private RegistryClient as(Credentials credentials) {
        return fixture.options()
                .credentials(CredentialProvider.forHost(registry.address(), credentials))
                .build();
    }

    @Test
    void bearer_anonymous_oneTokenForManifestAndBlobs() throws Exception {
        protect(bearer());
        registry.on("/token", this::issue);
        RegistryClient client = fixture.client();

        client.fetchManifest(image);
        fixture.read(client, image, Descriptor.of("application/wasm", LAYER), 0);

        assertThat(registry.requests("/token"))
                .containsExactly(new FaultyRegistry.Seen(
                        "GET", "/token?service=reg&scope=repository%3Ateam%2Fapp%3Apull", "", ""));
        assertThat(registry.requests("/v2/")).hasSize(3);
    }

    @Test
    void bearer_userAndPassword_goToTheTokenServerOnly() throws Exception {
        protect(bearer());
        registry.on("/token", this::issue);

        as(Credentials.basic("alice", "s3cret")).fetchManifest(image);

        assertThat(registry.requests("/token")).extracting("authorization").containsExactly("Basic YWxpY2U6czNjcmV0");
        assertThat(registry.requests("/v2/")).extracting("authorization").containsExactly("", "Bearer t1");
    }

    @Test
    void bearer_identityToken_isPostedAsRefreshToken() throws Exception {
        protect(bearer());
        registry.on("/token", this::issue);

        as(Credentials.identityToken("r3fresh")).fetchManifest(image);

        assertThat(registry.requests("/token")).extracting("method").containsExactly("POST");
        assertThat(forms)
                .containsExactly("grant_type=refresh_token&service=reg&client_id=sedge"
                        + "&scope=repository%3Ateam%2Fapp%3Apull&refresh_token=r3fresh");
    }

    @Test
    void bearer_tokenServerDoesNotKnowPost_fallsBackToGet() throws Exception {
        protect(bearer());
        registry.on("/token", this::issue);
        registry.once("/token", Fault.status(404));

        as(Credentials.identityToken("r3fresh")).fetchManifest(image);

        assertThat(registry.requests("/token")).extracting("method").containsExactly("POST", "GET");
    }

    @Test
    void registryToken_isSentAsItIs() throws Exception {
        issued = 7;
        protect(bearer());

        as(Credentials.registryToken("t7")).fetchManifest(image);

        assertThat(registry.requests()).extracting("authorization").containsExactly("Bearer t7");
        assertThatThrownBy(() -> as(Credentials.registryToken("wrong")).fetchManifest(image))
                .isInstanceOf(OciException.Unauthorized.class)
                .hasMessage("pull manifest for " + image + " failed: 401 from http://" + registry.address()
                        + "/v2/team/app/manifests/1 (scope repository:team/app:pull): the registry token is not"
                        + " accepted; check the name, and the credentials for " + registry.address());
    }

    @Test
    void basic_rightPassword_isRememberedAndWrongOneFailsAtOnce() throws Exception {
        registry.on(
                "/v2/",
                exchange -> !"Basic YWxpY2U6czNjcmV0"
                                .equals(exchange.getRequestHeaders().getFirst("Authorization"))
                        && Fault.status(401, "WWW-Authenticate", "Basic realm=\"r\"")
                                .answer(exchange));
        RegistryClient client = as(Credentials.basic("alice", "s3cret"));
        client.fetchManifest(image);
        client.fetchManifest(image);
        assertThat(registry.requests()).hasSize(3);

        assertThatThrownBy(() -> as(Credentials.basic("alice", "guess")).fetchManifest(image))
                .isInstanceOf(OciException.Unauthorized.class)
                .hasMessageContaining("the user or the password is wrong")
                .hasMessageNotContaining("guess");
        assertThatThrownBy(() -> fixture.client().fetchManifest(image))
                .isInstanceOf(OciException.Unauthorized.class)
                .hasMessageContaining("wants a user and a password, and none are configured");
    }

    @Test
    void severalChallenges_bearerIsPreferred() throws Exception {
        protect("Negotiate abc==, Basic realm=\"a, b\"", "bEaReR" + bearer().substring(6));
        registry.on("/token", this::issue);

        as(Credentials.basic("alice", "s3cret")).fetchManifest(image);

        assertThat(registry.requests("/v2/")).extracting("authorization").containsExactly("", "Bearer t1");
    }

    @Test
    void unknownScheme_isUnauthorized() {
        registry.on("/v2/", Fault.status(401, "WWW-Authenticate", "Negotiate abc=="));

        assertThatThrownBy(() -> fixture.client().fetchManifest(image))
                .isInstanceOf(OciException.Unauthorized.class)
                .hasMessageContaining("offers no way to authenticate that is known here");
    }

    @Test
    void tokenExpiresInTheMiddle_oneNewToken() throws Exception {
        protect(bearer());
        registry.on("/token", this::issue);
        RegistryClient client = fixture.client();
        client.fetchManifest(image);
        issued++;

        client.fetchManifest(image);

        assertThat(registry.requests("/token")).hasSize(2);
    }

    @Test
    void tokenLifetimeIsOver_isNotSentAgain() throws Exception {
        protect(bearer());
        registry.on("/token", this::issue);
        RegistryClient client = fixture.client();
        client.fetchManifest(image);
        fixture.pass(Duration.ofSeconds(296));

        client.fetchManifest(image);

        assertThat(registry.requests("/v2/"))
                .extracting("authorization")
                .containsExactly("", "Bearer t1", "", "Bearer t2");
    }

    @Test
    void registryNeverContent_atMostTwoTokens() {
        registry.on("/v2/", Fault.status(401, "WWW-Authenticate", bearer()));
        registry.on("/token", this::issue);

        assertThatThrownBy(() -> fixture.client().fetchManifest(image))
                .isInstanceOf(OciException.Unauthorized.class)
                .hasMessage("pull manifest for " + image + " failed: 401 from http://" + registry.address()
                        + "/v2/team/app/manifests/1 (scope repository:team/app:pull): the registry does not accept the"
                        + " tokens of its own token server; check the name, and the credentials for "
                        + registry.address());
        assertThat(registry.requests("/token")).hasSize(2);
    }

    @Test
    void insufficientScope_saysSo() {
        registry.on("/v2/", Fault.status(401, "WWW-Authenticate", bearer() + ",error=\"insufficient_scope\""));
        registry.on("/token", this::issue);

        assertThatThrownBy(() -> fixture.client().fetchManifest(image))
                .isInstanceOf(OciException.Unauthorized.class)
                .hasMessageContaining("grants less than this needs (insufficient_scope)");
    }

    @Test
    void otherScopeInChallenge_isAskedFirstAndOursToo() throws Exception {
        protect(bearer().replace("repository:team/app:pull", "repository:other:pull"));
        registry.on("/token", this::issue);

        fixture.client().fetchManifest(image);

        assertThat(registry.requests("/token").get(0).path())
                .isEqualTo("/token?service=reg&scope=repository%3Aother%3Apull&scope=repository%3Ateam%2Fapp%3Apull");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | has no usable token",
                "{\"token\":\"\"} | has no usable token",
                "{\"token\":\"a\\r\\nX: y\"} | has no usable token",
                "not json | is not valid JSON",
                "{\"token\":\"a\",\"token\":\"b\"} | is not valid JSON",
            })
    void tokenServer_uselessAnswer_isAnErrorWithoutItsText(String answer, String reason) {
        registry.on("/v2/", Fault.status(401, "WWW-Authenticate", bearer()));
        registry.on("/token", Fault.content(200, bytes(answer)));

        assertThatThrownBy(() -> fixture.client().fetchManifest(image))
                .isInstanceOf(OciException.Unauthorized.class)
                .hasNoCause()
                .hasMessageContaining("the answer of the token server http://" + registry.address() + "/token ")
                .hasMessageEndingWith(reason);
    }

    @Test
    void tokenServer_refusesThePassword_namesItButNoSecret() {
        registry.on("/v2/", Fault.status(401, "WWW-Authenticate", bearer()));
        registry.on("/token", Fault.status(401));

        assertThatThrownBy(() -> as(Credentials.basic("alice", "s3cret")).fetchManifest(image))
                .isInstanceOf(OciException.Unauthorized.class)
                .hasMessageContaining("401 from http://" + registry.address() + "/token (scope")
                .hasMessageNotContaining("s3cret")
                .hasMessageNotContaining("YWxp");
    }

    @ParameterizedTest
    @CsvSource({
        "http://169.254.169.254/token, it is the internal address 169.254.169.254",
        "ftp://x/token, it is no plain http or https address",
        "not an address, has an invalid address",
    })
    void realm_whereNobodyShouldGo_isNotAsked(String realm, String reason) {
        registry.on("/v2/", Fault.status(401, "WWW-Authenticate", "Bearer realm=\"" + realm + "\""));

        assertThatThrownBy(() -> as(Credentials.basic("alice", "s3cret")).fetchManifest(image))
                .isInstanceOf(OciException.Unauthorized.class)
                .hasMessageContaining("the token server that " + registry.address() + " names")
                .hasMessageContaining(reason);
    }

    @Test
    void realmRedirectsToWhereNobodyShouldGo_isNotFollowed() {
        registry.on("/v2/", Fault.status(401, "WWW-Authenticate", bearer()));
        registry.on("/token", Fault.status(302, "Location", "http://169.254.169.254/latest"));

        assertThatThrownBy(() -> fixture.client().fetchManifest(image))
                .hasMessageContaining("is not followed, because it is the internal address 169.254.169.254");
    }

    @Test
    void credentialsOfTheOrigin_areNotSentToAMirror() throws Exception {
        try (FaultyRegistry mirror = FaultyRegistry.start()) {
            mirror.on("/v2/", Fault.status(401, "WWW-Authenticate", "Basic realm=\"m\""));
            RegistryClient client = fixture.options()
                    .credentials(CredentialProvider.forHost(registry.address(), Credentials.basic("alice", "s3cret")))
                    .host(HostConfig.of(mirror.address()).withPlainHttp())
                    .host(HostConfig.of(registry.address())
                            .withPlainHttp()
                            .withMirrors(List.of(URI.create("http://" + mirror.address()))))
                    .build();

            client.fetchManifest(image);

            assertThat(mirror.requests()).extracting("authorization").containsExactly("");
        }
    }

    @Test
    void manyThreads_oneTokenExchange() throws Exception {
        protect(bearer());
        registry.on("/token", this::issue);
        RegistryClient client = fixture.client();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            Callable<Object> pull = () -> client.fetchManifest(image);
            for (Future<Object> done : threads.invokeAll(Collections.nCopies(16, pull))) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(registry.requests("/token")).hasSize(1);
    }
}
