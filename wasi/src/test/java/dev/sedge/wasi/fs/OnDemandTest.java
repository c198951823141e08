package dev.sedge.wasi.fs;

import static dev.sedge.wasi.fs.Guest.errno;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OnDemandTest {
    @TempDir
    Path directory;

    private final List<InMemoryFileSystem> made = new ArrayList<>();
    private final OnDemand onDemand = OnDemand.of(() -> {
        InMemoryFileSystem files = InMemoryFileSystem.create();
        made.add(files);
        return files;
    });

    @Test
    void root_askedTwice_isOfTheSameFiles() throws IOException {
        assertThat(made).isEmpty();
        try (Guest first = new Guest(onDemand);
                Guest second = new Guest(onDemand)) {
            first.write("a", "text");
            assertThat(second.read("a")).isEqualTo("text");
        }
        assertThat(made).hasSize(1);
    }

    @Test
    void root_afterAFailure_triesAgain() throws IOException {
        Path late = directory.resolve("late");
        try (OnDemand files = OnDemand.of(() -> HostDirectory.open(late))) {
            assertThat(errno(files::root)).isEqualTo(Errno.NOENT);
            Files.createDirectory(late);
            files.root().close();
        }
    }

    @Test
    void root_afterClose_makesNothing() {
        onDemand.close();
        onDemand.close();
        assertThat(errno(onDemand::root)).isEqualTo(Errno.BADF);
        assertThat(made).isEmpty();
    }

    @Test
    void close_closesWhatWasMade() throws IOException {
        HostDirectory[] host = new HostDirectory[1];
        OnDemand files = OnDemand.of(() -> host[0] = HostDirectory.open(directory));
        files.root().close();
        files.close();
        assertThat(errno(host[0]::root)).isNotEqualTo(Errno.SUCCESS);
    }

    @Test
    void overlay_thatIsOnlyRead_makesNoUpperLayer() throws IOException {
        InMemoryFileSystem image = InMemoryFileSystem.create();
        image.write("etc/hosts", "localhost");
        try (Overlay overlay = Overlay.of(image, Quota.of(onDemand, 1 << 20));
                Guest guest = new Guest(overlay)) {
            assertThat(guest.read("etc/hosts")).isEqualTo("localhost");
            assertThat(guest.list(".")).containsExactly("etc");
            assertThat(made).isEmpty();
            guest.write("etc/more", "text");
            assertThat(guest.list("etc")).containsExactly("hosts", "more");
            assertThat(made).hasSize(1);
        }
    }

    @Test
    void overlay_whoseUpperLayerCannotBeMade_failsTheChangeAlone() throws IOException {
        InMemoryFileSystem image = InMemoryFileSystem.create();
        image.write("file", "as it was");
        OnDemand none = OnDemand.of(() -> {
            throw new NoSuchFileException("gone");
        });
        try (Overlay overlay = Overlay.of(image, none);
                Guest guest = new Guest(overlay)) {
            assertThat(errno(() -> guest.write("new", "text"))).isEqualTo(Errno.NOENT);
            assertThat(guest.read("file")).isEqualTo("as it was");
        }
    }
}
