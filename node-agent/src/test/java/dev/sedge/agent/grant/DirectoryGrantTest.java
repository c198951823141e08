package dev.sedge.agent.grant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DirectoryGrantTest {

    @ParameterizedTest
    @CsvSource({
        "/data::/d,/data,/d,false",
        "/data::/d:ro,/data,/d,true",
        "/data::/d:rw,/data,/d,false",
        "a:b::.,a:b,.,false",
        ".,.,.,false",
        "/x::y:z,/x,y:z,false",
    })
    void parseDir_wasmtimesForm_isRead(String text, String host, String guest, boolean readOnly) {
        assertThat(DirectoryGrant.parseDir(text)).isEqualTo(new DirectoryGrant(Path.of(host), guest, readOnly));
    }

    @Test
    void parseDir_singleColon_isRefusedAsAmbiguous() {
        assertThatThrownBy(() -> DirectoryGrant.parseDir("/a:/b"))
                .isInstanceOf(GrantSyntaxException.class)
                .hasMessage(
                        "'/a:/b' could mean HOST:GUEST or GUEST:HOST: write --dir HOST::GUEST[:ro], or -v HOST:GUEST[:ro]");
    }

    @ParameterizedTest
    @CsvSource({"/data:/d,/data,/d,false", "/data:/d:ro,/data,/d,true", "/data:/d:rw,/data,/d,false"})
    void parseVolume_dockersForm_isRead(String text, String host, String guest, boolean readOnly) {
        assertThat(DirectoryGrant.parseVolume(text)).isEqualTo(new DirectoryGrant(Path.of(host), guest, readOnly));
    }

    @ParameterizedTest
    @CsvSource({"/data", "/data:", ":/d", "/a:/b:rx", "/a:/b:ro:x", "/a::b"})
    void parseVolume_anythingElse_isRefused(String text) {
        assertThatThrownBy(() -> DirectoryGrant.parseVolume(text)).isInstanceOf(GrantSyntaxException.class);
    }
}
