package dev.sedge.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CodeCacheTest {

    @Test
    void at_hasTheDefaultBound_andOpensNothing() {
        CodeCache cache = CodeCache.at(Path.of("/none/there"));

        assertThat(cache.directory()).isEqualTo(Path.of("/none/there"));
        assertThat(cache.maxBytes()).isEqualTo(256L << 20);
        assertThat(cache.withMaxBytes(7).maxBytes()).isEqualTo(7);
        assertThat(cache.withMaxBytes(7)).isNotEqualTo(cache).hasToString("/none/there (at most 7 bytes)");
    }

    @Test
    void withMaxBytes_negative_isRefused() {
        assertThatThrownBy(() -> CodeCache.at(Path.of("x")).withMaxBytes(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-1");
    }

    @Test
    void engineConfig_withCodeCache_keepsBothSettings() {
        CodeCache cache = CodeCache.at(Path.of("x"));
        ModuleLimits limits = ModuleLimits.defaults().withImports(3);

        EngineConfig config = EngineConfig.defaults().withCodeCache(cache).withModuleLimits(limits);

        assertThat(EngineConfig.defaults().codeCache()).isEmpty();
        assertThat(config.codeCache()).hasValue(cache);
        assertThat(config.moduleLimits()).isEqualTo(limits);
        assertThat(EngineConfig.defaults()
                        .withModuleLimits(limits)
                        .withCodeCache(cache)
                        .moduleLimits())
                .isEqualTo(limits);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, 1.1, Double.NaN})
    void precompile_noShareOfTheTime_isRefused(double share) {
        WasmModule module = Guests.in(Tier.COMPILER).module("calls");

        assertThatThrownBy(() -> module.precompile(share))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no share of the time");
    }

    @Test
    void precompile_changesNothingButTheTime() {
        WasmModule module = Guests.in(Tier.COMPILER).module("calls");

        module.precompile(0.5);
        module.precompile();

        assertThat(module.exports())
                .isEqualTo(Guests.in(Tier.COMPILER).module("calls").exports());
    }
}
