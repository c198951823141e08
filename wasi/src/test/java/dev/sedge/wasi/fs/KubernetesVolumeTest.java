package dev.sedge.wasi.fs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The symlink farms that a kubelet makes of config maps, secrets and projected volumes, on a mount of their own.
 *
 * <pre>
 * volume/
 *   a.txt -> ..data/a.txt
 *   sub -> ..data/sub
 *   ..data -> ..2026_1        replaced by rename when the content changes
 *   ..2026_1/a.txt
 *   ..2026_1/sub/b.txt
 * </pre>
 */
final class KubernetesVolumeTest {
    private final ForeignMount mount = new ForeignMount();
    private Path volume;
    private GuestFileSystem fileSystem;
    private Guest guest;

    @BeforeEach
    void open() throws IOException {
        volume = mount.directory();
        publish("..2026_1", "one");
        Files.createSymbolicLink(volume.resolve("a.txt"), Path.of("..data/a.txt"));
        Files.createSymbolicLink(volume.resolve("sub"), Path.of("..data/sub"));
        fileSystem = Mounts.builder(InMemoryFileSystem.create())
                .mountReadOnly("/etc/config", HostDirectory.openReadOnly(volume))
                .build();
        guest = new Guest(fileSystem);
    }

    @AfterEach
    void close() throws IOException {
        guest.close();
        fileSystem.close();
        mount.close();
    }

    @Test
    void files_areReadThroughBothLinks() throws IOException {
        assertThat(guest.read("etc/config/a.txt")).isEqualTo("one");
        assertThat(guest.read("etc/config/sub/b.txt")).isEqualTo("one");
        assertThat(guest.status("etc/config/a.txt").size()).isEqualTo(3);
        assertThat(guest.list("etc/config/sub")).containsExactly("b.txt");
        assertThat(guest.readLink("etc/config/a.txt")).isEqualTo("..data/a.txt");
        assertThat(guest.list("etc/config")).containsExactly("..2026_1", "..data", "a.txt", "sub");
    }

    @Test
    void withoutFollow_onlyTheLeafIsRefused() {
        assertThat(guest.opening("etc/config/a.txt", false, OpenMode.READ)).isEqualTo(Errno.LOOP);
        assertThat(guest.opening("etc/config/..data/a.txt", false, OpenMode.READ))
                .isEqualTo(Errno.SUCCESS);
    }

    @Test
    void swapOfTheData_isSeenByTheNextOpen_andNotByOpenFiles() throws IOException {
        try (GuestFile before = guest.file("etc/config/a.txt", OpenMode.READ)) {
            publish("..2026_2", "two!");
            assertThat(guest.read("etc/config/a.txt")).isEqualTo("two!");
            assertThat(guest.status("etc/config/a.txt").size()).isEqualTo(4);
            assertThat(Guest.text(before)).isEqualTo("one");
        }
    }

    private void publish(String version, String content) throws IOException {
        Path data = Files.createDirectory(volume.resolve(version));
        Files.createDirectory(data.resolve("sub"));
        Files.writeString(data.resolve("a.txt"), content);
        Files.writeString(data.resolve("sub/b.txt"), content);
        Files.createSymbolicLink(volume.resolve("..data_tmp"), Path.of(version));
        Files.move(volume.resolve("..data_tmp"), volume.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
    }
}
