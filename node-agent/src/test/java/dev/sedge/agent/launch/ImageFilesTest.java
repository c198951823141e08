package dev.sedge.agent.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sedge.wasi.WallClock;
import dev.sedge.wasi.fs.GuestDirectory;
import dev.sedge.wasi.fs.GuestFileSystem;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ImageFilesTest {

    @Test
    void layer_newDirectory_hasTheTimeOfTheGuestsClock() throws IOException {
        assertThat(timeOfNewDirectory(WallClock.fixed(Instant.ofEpochSecond(86_400))))
                .isEqualTo(86_400_000_000_000L);
    }

    @Test
    void layer_guestWithoutClock_learnsNoTime() throws IOException {
        assertThat(timeOfNewDirectory(WallClock.none())).isZero();
    }

    private static long timeOfNewDirectory(WallClock clock) throws IOException {
        try (GuestFileSystem layer = ImageFiles.layer(clock);
                GuestDirectory root = layer.root()) {
            root.createDirectory("d");
            return root.status("d").modificationTime();
        }
    }
}
