package dev.sedge.oci.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sedge.oci.OciException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DockerConfigTest {
    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void name() {
        file = directory.resolve("config.json");
    }

    private DockerConfig config(String json) throws IOException {
        Files.writeString(file, json);
        return DockerConfig.of(file, new HelperProgram(directory.toString(), Duration.ofSeconds(20)));
    }

    private void helper(String name, String script) throws IOException {
        Path program = directory.resolve("docker-credential-" + name);
        Files.writeString(program, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void credentials_noFile_anonymous() throws Exception {
        assertThat(DockerConfig.of(file).credentials("ghcr.io", "a/b")).isEqualTo(Credentials.anonymous());
    }

    @ParameterizedTest
    @CsvSource({
        "ghcr.io, ghcr.io, a/b, true",
        "https://ghcr.io/v2/, ghcr.io, a/b, true",
        "https://ghcr.io, ghcr.io, a/b, true",
        "http://localhost:5000/, localhost:5000, a, true",
        "https://index.docker.io/v1/, docker.io, library/alpine, true",
        "docker.io, docker.io, library/alpine, true",
        "ghcr.io/a, ghcr.io, a/b, true",
        "ghcr.io/a/b, ghcr.io, a/b, true",
        "ghcr.io/a, ghcr.io, ab/c, false",
        "ghcr.io/a/b/c, ghcr.io, a/b, false",
        "ghcr.io, ghcr.io:5000, a, false",
        "cr.io, ghcr.io, a, false",
    })
    void credentials_keyOfAuths_matches(String key, String host, String repository, boolean matches) throws Exception {
        DockerConfig config = config("{\"auths\":{\"" + key + "\":{\"auth\":\"" + base64("u:p") + "\"}}}");

        assertThat(config.credentials(host, repository))
                .isEqualTo(matches ? Credentials.basic("u", "p") : Credentials.anonymous());
    }

    @Test
    void credentials_severalKeys_longestOnly() throws Exception {
        DockerConfig config = config(
                "{\"auths\":{\"r\":{\"username\":\"1\",\"password\":\"p\"},"
                        + "\"r/a/b\":{\"username\":\"3\",\"password\":\"p\"},\"r/a\":{\"username\":\"2\",\"password\":\"p\"}}}");

        assertThat(config.credentials("r", "x")).isEqualTo(Credentials.basic("1", "p"));
        assertThat(config.credentials("r", "a/x")).isEqualTo(Credentials.basic("2", "p"));
        assertThat(config.credentials("r", "a/b/c")).isEqualTo(Credentials.basic("3", "p"));
    }

    @Test
    void credentials_kinds() throws Exception {
        DockerConfig config = config("{\"auths\":{\"i\":{\"identitytoken\":\"t\",\"auth\":\"" + base64("u:")
                + "\"},\"r\":{\"registrytoken\":\"t\"},\"c\":{\"auth\":\"" + base64("u:p:q\0\0")
                + "\"},\"e\":{}}}");

        assertThat(config.credentials("i", "a")).isEqualTo(Credentials.identityToken("t"));
        assertThat(config.credentials("r", "a")).isEqualTo(Credentials.registryToken("t"));
        assertThat(config.credentials("c", "a")).isEqualTo(Credentials.basic("u", "p:q"));
        assertThat(config.credentials("e", "a")).isEqualTo(Credentials.anonymous());
    }

    @Test
    void credentials_authWithoutColon_isAMessageWithoutTheSecret() throws Exception {
        DockerConfig config = config("{\"auths\":{\"r\":{\"auth\":\"" + base64("s3cret") + "\"}}}");

        assertThatThrownBy(() -> config.credentials("r", "a"))
                .isInstanceOf(OciException.Unauthorized.class)
                .hasMessage("credentials file " + file
                        + ", entry \"r\": its \"auth\" has no colon between user and password; log in again");
    }

    @Test
    void credentials_brokenFile_isAMessageWithoutItsText() throws Exception {
        DockerConfig config = config("{\"auths\":{\"r\":{\"auth\":s3cret");

        assertThatThrownBy(() -> config.credentials("r", "a"))
                .isInstanceOf(OciException.LocalFailure.class)
                .hasNoCause()
                .hasMessage("read credentials file " + file + " failed: it is not valid JSON; repair it");
    }

    @Test
    void credentials_helpers_hostsOwnThenGeneralThenFile() throws Exception {
        helper("own", "cat > /dev/null; echo '{\"Username\":\"own\",\"Secret\":\"p\"}'");
        helper(
                "general",
                "server=$(cat); if [ \"$server\" = none ]; then echo 'credentials not found in native keychain'; exit 1;"
                        + " fi; echo \"{\\\"Username\\\":\\\"<token>\\\",\\\"Secret\\\":\\\"$server\\\"}\"");
        DockerConfig config = config("{\"credHelpers\":{\"r\":\"own\"},\"credsStore\":\"general\","
                + "\"auths\":{\"none\":{\"username\":\"file\",\"password\":\"p\"}}}");

        assertThat(config.credentials("r", "a")).isEqualTo(Credentials.basic("own", "p"));
        assertThat(config.credentials("docker.io", "library/a"))
                .isEqualTo(Credentials.identityToken("https://index.docker.io/v1/"));
        assertThat(config.credentials("none", "a")).isEqualTo(Credentials.basic("file", "p"));
    }

    @Test
    void credentials_helperFails_saysWhich() throws Exception {
        helper("broken", "echo s3cret; exit 3");
        helper("garbage", "cat > /dev/null; echo s3cret");
        DockerConfig config = config(
                "{\"credHelpers\":{\"a\":\"broken\",\"b\":\"garbage\",\"c\":\"missing\"," + "\"d\":\"../../bin/sh\"}}");

        assertThatThrownBy(() -> config.credentials("a", "x"))
                .isInstanceOf(OciException.Unauthorized.class)
                .hasMessage("credential helper docker-credential-broken ended with exit code 3 for a; log in again");
        assertThatThrownBy(() -> config.credentials("b", "x"))
                .hasNoCause()
                .hasMessage(
                        "credential helper docker-credential-garbage gave an answer that is not valid JSON; log in again");
        assertThatThrownBy(() -> config.credentials("c", "x"))
                .hasMessageContaining(
                        "docker-credential-missing is named in config.json, but there is no such program");
        assertThatThrownBy(() -> config.credentials("d", "x")).hasMessageContaining("is invalid");
    }

    @Test
    void toString_ofCredentials_showsNoSecret() {
        assertThat(Credentials.basic("u", "s3cret")).hasToString("Basic[user=u]");
        assertThat(Credentials.identityToken("s3cret").toString()).doesNotContain("s3cret");
        assertThat(Credentials.registryToken("s3cret").toString()).doesNotContain("s3cret");
    }
}
