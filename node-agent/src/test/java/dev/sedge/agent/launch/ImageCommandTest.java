package dev.sedge.agent.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ImageCommandTest {

    @Test
    void resolve_nothingGiven_isWhatTheImageSays() {
        assertThat(new ImageCommand(Optional.empty(), List.of()).resolve(List.of("/a.wasm"), List.of("1")))
                .containsExactly("/a.wasm", "1");
    }

    @Test
    void resolve_args_replaceCmdAlone() {
        assertThat(new ImageCommand(Optional.empty(), List.of("2", "3")).resolve(List.of("/a.wasm"), List.of("1")))
                .containsExactly("/a.wasm", "2", "3");
        assertThat(new ImageCommand(Optional.empty(), List.of("/b.wasm")).resolve(List.of(), List.of("/a.wasm", "1")))
                .containsExactly("/b.wasm");
    }

    @Test
    void resolve_entrypoint_replacesEntrypointAlone() {
        assertThat(new ImageCommand(Optional.of("/b.wasm"), List.of()).resolve(List.of("/a.wasm", "x"), List.of("1")))
                .containsExactly("/b.wasm", "1");
    }
}
