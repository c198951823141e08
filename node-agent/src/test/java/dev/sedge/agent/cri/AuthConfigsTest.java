package dev.sedge.agent.cri;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sedge.agent.cri.v1.AuthConfig;
import dev.sedge.oci.OciException;
import dev.sedge.oci.registry.Credentials;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuthConfigsTest {
    @Test
    void credentials_theFirstKindThatIsThere() throws Exception {
        AuthConfig.Builder all = AuthConfig.newBuilder()
                .setUsername("u")
                .setPassword("p")
                .setIdentityToken("i")
                .setAuth(base64("a:b:c\0\0"))
                .setRegistryToken("r");
        assertThat(AuthConfigs.credentials(all.build(), "r.io")).contains(Credentials.basic("u", "p"));
        all.clearUsername();
        assertThat(AuthConfigs.credentials(all.build(), "r.io")).contains(Credentials.identityToken("i"));
        all.clearIdentityToken();
        assertThat(AuthConfigs.credentials(all.build(), "r.io")).contains(Credentials.basic("a", "b:c"));
        all.clearAuth();
        assertThat(AuthConfigs.credentials(all.build(), "r.io")).contains(Credentials.registryToken("r"));
        assertThat(AuthConfigs.credentials(AuthConfig.getDefaultInstance(), "r.io"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "r.io, r.io, true",
        "https://r.io/v2/, r.io, true",
        "https://index.docker.io/v1/, docker.io, true",
        "r.io:5000, r.io, false",
        "other.io, r.io, false",
    })
    void credentials_areForTheirServerAlone(String server, String host, boolean given) throws Exception {
        AuthConfig auth = AuthConfig.newBuilder()
                .setUsername("u")
                .setServerAddress(server)
                .build();
        assertThat(AuthConfigs.credentials(auth, host).isPresent()).isEqualTo(given);
    }

    @ParameterizedTest
    @CsvSource({"%%%", "c2VjcmV0"})
    void credentials_unreadable_sayWhatToDo_withoutTheSecret(String auth) {
        AuthConfig config = AuthConfig.newBuilder().setAuth(auth).build();
        assertThatThrownBy(() -> AuthConfigs.credentials(config, "r.io"))
                .isInstanceOf(OciException.Unauthorized.class)
                .hasMessageContaining("make the secret anew")
                .hasMessageNotContaining("secret\"")
                .hasNoCause();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
