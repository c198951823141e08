package dev.sedge.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigestTest {
    private static final String EMPTY_OBJECT =
            "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";

    @Test
    void sha256Of_emptyObject_isTheWellKnownDigest() throws Exception {
        Digest digest = Digest.sha256Of("{}".getBytes(StandardCharsets.UTF_8));

        assertThat(digest).hasToString(EMPTY_OBJECT).isEqualTo(Digest.parse(EMPTY_OBJECT));
        assertThat(digest.shortHex()).isEqualTo("44136fa355b3");
    }

    @Test
    void matches_sha512_hashesWithIt() throws Exception {
        byte[] content = "x".getBytes(StandardCharsets.UTF_8);
        Digest digest = Digest.parse("sha512:" + "a4abd4448c49562d828115d13a1fccea927f52b4d5459297f8b43e42da89238b"
                + "c13626e43dcb38ddb082488927ec904fb42057443983e88585179d50551afe62");
        MessageDigest fed = digest.newMessageDigest();
        fed.update(content);

        assertThat(digest.matches(content)).isTrue();
        assertThat(digest.matches(fed)).isTrue();
        assertThat(digest.matches(new byte[0])).isFalse();
    }

    @Property
    void parse_afterToString_isTheIdentity(@ForAll byte[] content) throws Exception {
        Digest digest = Digest.sha256Of(content);

        assertThat(Digest.parse(digest.toString())).isEqualTo(digest);
        assertThat(digest.matches(content)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sha256",
                "sha256:",
                "sha256:abc",
                "sha256:44136FA355B3678A1146AD16F7E8649E94FB4FC21FE77E8310C060F61CAAFF8A",
                "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a0",
                "sha512:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a",
                "md5:d41d8cd98f00b204e9800998ecf8427e",
                "SHA256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a",
                "sha256:../../../../../../../../../../../../../../../../../../etc/passwd0",
                "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8\n",
            })
    void parse_anythingElse_isRefused(String text) {
        assertThatThrownBy(() -> Digest.parse(text)).isInstanceOf(OciException.InvalidReference.class);
    }

    @Test
    void parse_badText_messageSaysWhyOnOneLine() {
        assertThatThrownBy(() -> Digest.parse("sha256:ab\nc"))
                .hasMessage("digest \"sha256:ab?c\" is invalid: sha256: must be followed by 64 lower-case hexadecimal"
                        + " digits");
        assertThatThrownBy(() -> new Digest("md5", "00")).isInstanceOf(IllegalArgumentException.class);
    }
}
