package dev.sedge.wasi.fs;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A neighbour that can write in the volume swaps a directory and a link to the outside, as fast as it can, while the guest
 * works with paths through that name.
 *
 * <pre>
 * root/
 *   d/secret   "inside"     d and x change places all the time
 *   d/text -> inside-text
 *   x -> ../outside
 * </pre>
 */
final class SwapRaceTest {
    private static final int TRIES = 4000;

    @TempDir
    Path base;

    private final AtomicBoolean stop = new AtomicBoolean();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private Outside outside;
    private HostDirectory fileSystem;
    private Guest guest;
    private Thread swapper;

    @BeforeEach
    void start() throws IOException {
        outside = new Outside(base);
        Path inside = Files.createDirectory(outside.root().resolve("d"));
        Files.writeString(inside.resolve("secret"), "inside");
        Files.createSymbolicLink(inside.resolve("text"), Path.of("inside-text"));
        outside.plant("x", "../outside");
        fileSystem = HostDirectory.open(outside.root());
        guest = new Guest(fileSystem);
        swapper = new Thread(this::swap, "swapper");
        swapper.start();
    }

    @AfterEach
    void nothingOutsideHasChanged() throws Exception {
        stop.set(true);
        swapper.join();
        guest.close();
        fileSystem.close();
        assertThat(failure.get()).isNull();
        outside.assertUntouched();
    }

    @Test
    void open_neverReadsOutside() throws IOException {
        for (int i = 0; i < TRIES; i++) {
            try (GuestFile file = guest.file("d/secret", i % 2 == 0, OpenMode.READ)) {
                assertThat(Guest.text(file)).isEqualTo("inside");
            } catch (ErrnoException e) {
                assertRaced(e);
            }
        }
    }

    @Test
    void create_neverWritesOutside() throws IOException {
        for (int i = 0; i < TRIES; i++) {
            try (GuestFile file = guest.file("d/new" + i % 8, OpenMode.CREATE)) {
                file.write(Guest.bytes("x"), 0);
            } catch (ErrnoException e) {
                assertRaced(e);
            }
        }
    }

    @Test
    void status_neverTellsOfTheOutside() throws IOException {
        long secret = HostAttributes.read(outside.directory().resolve("secret")).inode();
        for (int i = 0; i < TRIES; i++) {
            try {
                assertThat(guest.status("d/secret").inode()).isNotEqualTo(secret);
            } catch (ErrnoException e) {
                assertRaced(e);
            }
        }
    }

    @Test
    void rename_neverMovesOutside() throws IOException {
        for (int i = 0; i < TRIES; i++) {
            try {
                guest.rename(i % 2 == 0 ? "d/secret" : "mine", i % 2 == 0 ? "mine" : "d/secret");
            } catch (ErrnoException e) {
                assertRaced(e);
            }
        }
    }

    @Test
    void readLink_neverTellsTextsOfTheOutside() throws IOException {
        for (int i = 0; i < TRIES; i++) {
            try {
                assertThat(guest.readLink("d/text")).isEqualTo("inside-text");
            } catch (ErrnoException e) {
                assertRaced(e);
            }
        }
    }

    @Test
    void makingAndLinking_neverLandsOutside() throws IOException {
        for (int i = 0; i < TRIES / 2; i++) {
            String name = "d/made" + i % 8;
            attempt(() -> guest.mkdir(name));
            attempt(() -> guest.rmdir(name));
            attempt(() -> guest.symlink(name, "y"));
            attempt(() -> guest.unlink(name));
            attempt(() -> guest.link("d/secret", "hard"));
            attempt(() -> assertThat(guest.read("hard")).isEqualTo("inside"));
            attempt(() -> guest.unlink("hard"));
            attempt(() -> guest.setTimes("d/text", false, FileTimes.modified(1_000_000_001)));
            attempt(() -> guest.setTimes("d/secret", true, FileTimes.modified(1_000_000_001)));
        }
    }

    private static void attempt(Guest.Act act) {
        try {
            act.run();
        } catch (ErrnoException e) {
            assertRaced(e);
        }
    }

    private static void assertRaced(ErrnoException e) {
        assertThat(e.errno())
                .isIn(
                        Errno.PERM,
                        Errno.LOOP,
                        Errno.NOENT,
                        Errno.NOTDIR,
                        Errno.STALE,
                        Errno.EXIST,
                        Errno.ISDIR,
                        Errno.BUSY);
    }

    private void swap() {
        Path root = outside.root();
        Path directory = root.resolve("d");
        Path link = root.resolve("x");
        Path third = root.resolve("third");
        try {
            while (!stop.get()) {
                Files.move(directory, third, ATOMIC_MOVE);
                Files.move(link, directory, ATOMIC_MOVE);
                Files.move(third, link, ATOMIC_MOVE);
            }
        } catch (IOException e) {
            failure.set(e);
        }
    }
}
