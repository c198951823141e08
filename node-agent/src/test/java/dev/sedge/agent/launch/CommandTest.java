package dev.sedge.agent.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CommandTest {

    @Test
    void resolve_nothingGiven_isWhatTheImageSays() {
        assertThat(new Command(Optional.empty(), List.of()).resolve(List.of("/a.wasm"), List.of("1")))
                .containsExactly("/a.wasm", "1");
    }

    @Test
    void resolve_args_replaceCmdAlone() {
        assertThat(new Command(Optional.empty(), List.of("2", "3")).resolve(List.of("/a.wasm"), List.of("1")))
                .containsExactly("/a.wasm", "2", "3");
        assertThat(new Command(Optional.empty(), List.of("/b.wasm")).resolve(List.of(), List.of("/a.wasm", "1")))
                .containsExactly("/b.wasm");
    }

    @Test
    void resolve_entrypoint_replacesEntrypointAlone() {
        assertThat(new Command(Optional.of("/b.wasm"), List.of()).resolve(List.of("/a.wasm", "x"), List.of("1")))
                .containsExactly("/b.wasm", "1");
    }
}
