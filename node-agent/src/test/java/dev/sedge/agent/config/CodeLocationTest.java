package dev.sedge.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sedge.runtime.CodeCache;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CodeLocationTest {
    private static final Path ROOT = Path.of("/root");

    @Test
    void cache_auto_followsTheRoot() {
        assertThat(CodeLocation.AUTO.cache(ROOT, 7))
                .hasValue(CodeCache.at(Path.of("/root/code")).withMaxBytes(7));
        assertThat(CodeLocation.AUTO.engine(ROOT, 7).codeCache()).isPresent();
    }

    @Test
    void cache_directory_isThat() {
        assertThat(CodeLocation.parse("/x/y/..").cache(ROOT, 7).orElseThrow().directory())
                .isEqualTo(Path.of("/x"));
    }

    @Test
    void cache_none_isNone() {
        assertThat(CodeLocation.NONE.cache(ROOT, 7)).isEmpty();
        assertThat(CodeLocation.NONE.engine(ROOT, 7).codeCache()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "none", "/var/cache/x"})
    void format_isWhatParseReads(String text) {
        assertThat(CodeLocation.parse(text).format()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\0b"})
    void parse_noPath_isRefused(String text) {
        assertThatThrownBy(() -> CodeLocation.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is no path");
    }
}
