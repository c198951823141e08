package dev.sedge.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StoreLocationTest {

    @Test
    void of_sedgeRoot_decidesForEveryone() {
        assertThat(StoreLocation.of(Map.of("SEDGE_ROOT", "/srv/s"), "root", "/root"))
                .isEqualTo(Path.of("/srv/s"));
        assertThat(StoreLocation.of(Map.of("SEDGE_ROOT", "/srv/s"), "ann", "/home/ann"))
                .isEqualTo(Path.of("/srv/s"));
    }

    @Test
    void of_root_isTheSystemsDirectory() {
        assertThat(StoreLocation.of(Map.of("XDG_DATA_HOME", "/x"), "root", "/root"))
                .isEqualTo(Path.of("/var/lib/sedge"));
    }

    @Test
    void of_anotherUser_isTheirDataDirectory() {
        assertThat(StoreLocation.of(Map.of("XDG_DATA_HOME", "/x"), "ann", "/home/ann"))
                .isEqualTo(Path.of("/x/sedge"));
        assertThat(StoreLocation.of(Map.of("XDG_DATA_HOME", "relative"), "ann", "/home/ann"))
                .isEqualTo(Path.of("/home/ann/.local/share/sedge"));
    }
}
