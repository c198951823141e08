package dev.sedge.wasi.internal.fs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sedge.wasi.fs.ErrnoException;
import dev.sedge.wasi.fs.GuestDirectory;
import dev.sedge.wasi.fs.GuestFile;
import dev.sedge.wasi.fs.InMemoryFileSystem;
import dev.sedge.wasi.fs.Mounts;
import dev.sedge.wasi.fs.OpenMode;
import java.nio.ByteBuffer;

/** Whatever bytes a guest calls a path or a link, it gets an errno or something inside its own directory. */
final class PathResolverFuzzTest {
    @FuzzTest
    void anyPath_staysBeneathItsDirectory(FuzzedDataProvider data) throws ErrnoException {
        InMemoryFileSystem system = InMemoryFileSystem.create();
        system.write("outside/secret", "secret");
        system.write("jail/file", "inside");
        system.write("jail/sub/file", "inside");
        system.symbolicLink("jail/up", "../outside");
        system.symbolicLink("jail/sub/link", data.consumeString(40));
        try (Mounts tree = Mounts.builder(system).build();
                GuestDirectory root = tree.root();
                GuestDirectory jail = root.openDirectory("jail")) {
            while (data.remainingBytes() > 0) {
                use(jail, data.consumeString(80), data.consumeString(40), data.consumeBoolean());
            }
        }
        try (GuestDirectory root = system.root();
                GuestDirectory outside = root.openDirectory("outside")) {
            assertThat(root.list(10)).containsExactly("jail", "outside");
            assertThat(outside.list(10)).containsExactly("secret");
            assertThat(outside.status("secret").size()).isEqualTo(6);
        }
    }

    private static void use(GuestDirectory jail, String path, String other, boolean follow) {
        attempt(() -> open(jail, path, follow, OpenMode.READ));
        attempt(() -> open(jail, path, follow, OpenMode.CREATE));
        attempt(() -> PathResolver.status(jail, path, follow));
        attempt(() -> PathResolver.createSymbolicLink(jail, path, other));
        attempt(() -> PathResolver.readLink(jail, path));
        attempt(() -> PathResolver.rename(jail, path, jail, other));
        attempt(() -> PathResolver.link(jail, path, jail, other));
        attempt(() -> PathResolver.createDirectory(jail, path));
        attempt(() -> PathResolver.deleteFile(jail, path));
        attempt(() -> PathResolver.deleteDirectory(jail, path));
    }

    private static void open(GuestDirectory jail, String path, boolean follow, OpenMode mode) throws ErrnoException {
        Opened opened = PathResolver.open(jail, path, new OpenRequest(follow, false, mode));
        if (opened instanceof Opened.File file) {
            try (GuestFile handle = file.handle()) {
                ByteBuffer content = ByteBuffer.allocate(6);
                handle.read(content, 0);
                assertThat(new String(content.array(), UTF_8)).isNotEqualTo("secret");
            }
        } else if (opened instanceof Opened.Directory directory) {
            directory.handle().close();
        }
    }

    private interface Act {
        void run() throws ErrnoException;
    }

    private static void attempt(Act act) {
        try {
            act.run();
        } catch (ErrnoException e) {
            assertThat(e.errno()).isNotNull();
        }
    }
}
