package dev.sedge.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageReferenceTest {
    private static final String HEX = "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";

    @ParameterizedTest
    @CsvSource({
        "alpine, docker.io/library/alpine:latest",
        "alpine:3, docker.io/library/alpine:3",
        "team/app, docker.io/team/app:latest",
        "docker.io/alpine, docker.io/library/alpine:latest",
        "index.docker.io/alpine, docker.io/library/alpine:latest",
        "registry-1.docker.io/a/b, docker.io/a/b:latest",
        "ghcr.io/a/b:1, ghcr.io/a/b:1",
        "localhost/x, localhost/x:latest",
        "localhost:5000/x:y, localhost:5000/x:y",
        "localhost:5000, docker.io/library/localhost:5000",
        "127.0.0.1:40123/demo/hello:1, 127.0.0.1:40123/demo/hello:1",
        "[::1]:5000/x, [::1]:5000/x:latest",
        "[::1]/x:1, [::1]/x:1",
        "UPPER/x, UPPER/x:latest",
        "LOCALHOST/x, localhost/x:latest",
        "GHCR.io/a:V1, ghcr.io/a:V1",
        "a.b/c/d/e/f__g-h.i:_x, a.b/c/d/e/f__g-h.i:_x",
    })
    void parse_table(String text, String canonical) throws Exception {
        assertThat(ImageReference.parse(text)).hasToString(canonical);
        assertThat(ImageReference.parse(canonical)).isEqualTo(ImageReference.parse(text));
    }

    @Test
    void parse_digest_noTagIsInvented() throws Exception {
        ImageReference reference = ImageReference.parse("ghcr.io/a/b@sha256:" + HEX);

        assertThat(reference.tag()).isEmpty();
        assertThat(reference.digest()).contains(Digest.parse("sha256:" + HEX));
        assertThat(reference).hasToString("ghcr.io/a/b@sha256:" + HEX);
    }

    @Test
    void parse_tagAndDigest_bothAreKept() throws Exception {
        ImageReference reference = ImageReference.parse("a/b:1@sha256:" + HEX);

        assertThat(reference.tag()).contains("1");
        assertThat(reference).hasToString("docker.io/a/b:1@sha256:" + HEX);
        assertThat(reference).isEqualTo(ImageReference.parse("a/b:1").withDigest(Digest.parse("sha256:" + HEX)));
    }

    @ParameterizedTest
    @CsvSource({
        "docker.io/library/alpine:3, alpine:3",
        "docker.io/team/app:1, team/app:1",
        "docker.io/library/a/b:1, library/a/b:1",
        "docker.io/localhost/x:1, docker.io/localhost/x:1",
        "ghcr.io/a/b:1, ghcr.io/a/b:1",
    })
    void familiar_isShortAndMeansTheSame(String canonical, String familiar) throws Exception {
        assertThat(ImageReference.parse(canonical).familiar()).isEqualTo(familiar);
        assertThat(ImageReference.parse(familiar)).isEqualTo(ImageReference.parse(canonical));
    }

    @Test
    void parts_ofTheName() throws Exception {
        ImageReference reference = ImageReference.parse("ghcr.io/team/app:1");

        assertThat(reference.lastName()).isEqualTo("app");
        assertThat(reference.name()).isEqualTo("ghcr.io/team/app");
        assertThat(reference.withTag("2")).hasToString("ghcr.io/team/app:2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                "@",
                "/",
                "a/",
                "/a",
                "a//b",
                "a:",
                "a:-x",
                "a@sha256:1",
                "a@",
                "a@b@c",
                "Upper",
                "a/B",
                "a..b",
                "a_-b",
                "-a",
                "a-",
                "host.io/",
                "host.io:99999/a",
                "host.io:/a",
                "host.io:x/a",
                "-host.io/a",
                "host-.io/a",
                "host..io/a",
                "[::1/a",
                "[]/a",
                "[zz]/a",
                "http://host.io/a",
                "host.io/../a",
                "a b",
                "a\n",
                "ä/b",
                "host.io/a?x",
                "user@host.io/a",
            })
    void parse_noReference_isRefused(String text) {
        assertThatThrownBy(() -> ImageReference.parse(text)).isInstanceOf(OciException.InvalidReference.class);
    }

    @Test
    void parse_tooLong_isRefused() {
        assertThatThrownBy(() -> ImageReference.parse("h.io/" + "a".repeat(251)))
                .isInstanceOf(OciException.InvalidReference.class)
                .hasMessageContaining("more than 255 characters");
        assertThatThrownBy(() -> ImageReference.parse("a:" + "x".repeat(129)))
                .isInstanceOf(OciException.InvalidReference.class);
    }

    @Test
    void parse_badName_messageSaysWhatIsExpected() {
        assertThatThrownBy(() -> ImageReference.parse("ghcr.io/Team/app"))
                .hasMessage("image reference \"ghcr.io/Team/app\" is invalid: \"Team\" in the name must be lower-case"
                        + " letters and digits, joined by one of . _ __ or by -; expected"
                        + " [host[:port]/]name[:tag][@sha256:hex]");
    }

    @Test
    void constructor_uncheckedParts_areRefused() {
        assertThatThrownBy(() -> new ImageReference("h.io", "../x", Optional.of("1"), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ImageReference("h.io", "x", Optional.empty(), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ImageReference("nohost", "x", Optional.of("1"), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ImageReference("GHCR.io", "x", Optional.of("1"), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ImageReference("docker.io", "alpine", Optional.of("1"), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Property
    void parse_afterToString_isTheIdentity(@ForAll("references") ImageReference reference) throws Exception {
        assertThat(ImageReference.parse(reference.toString())).isEqualTo(reference);
        assertThat(ImageReference.parse(reference.familiar())).isEqualTo(reference);
    }

    @Provide
    Arbitrary<ImageReference> references() {
        Arbitrary<String> hosts = Arbitraries.of(
                "docker.io", "ghcr.io", "localhost", "localhost:5000", "[::1]:5000", "a-b.c", "10.0.0.1:1");
        Arbitrary<String> word = Arbitraries.strings()
                .withCharRange('a', 'z')
                .numeric()
                .ofMinLength(1)
                .ofMaxLength(8);
        Arbitrary<String> component = Combinators.combine(word, Arbitraries.of("", ".", "_", "__", "-", "--"), word)
                .as((first, joint, second) -> first + joint + second);
        Arbitrary<String> repository =
                component.list().ofMinSize(2).ofMaxSize(4).map(parts -> String.join("/", parts));
        Arbitrary<Optional<String>> tag = Arbitraries.strings()
                .withChars("abcXYZ019_.-")
                .ofMaxLength(20)
                .map(rest -> "_" + rest)
                .optional();
        Arbitrary<Optional<Digest>> digest = Arbitraries.bytes()
                .array(byte[].class)
                .ofMaxSize(4)
                .map(Digest::sha256Of)
                .optional();
        return Combinators.combine(hosts, repository, tag, digest)
                .as((host, name, t, d) ->
                        new ImageReference(host, name, t.isEmpty() && d.isEmpty() ? Optional.of("latest") : t, d));
    }
}
