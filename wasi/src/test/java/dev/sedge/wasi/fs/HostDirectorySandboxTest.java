package dev.sedge.wasi.fs;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** The attacks on a host directory, on the mount of the temporary files and on another one. */
final class HostDirectorySandboxTest {
    @Nested
    class OnDisk extends HostDirectorySandboxContract {
        @TempDir
        Path directory;

        @Override
        Path base() {
            return directory;
        }
    }

    @Nested
    class OnAnotherMount extends HostDirectorySandboxContract {
        private final ForeignMount mount = new ForeignMount();

        @Override
        Path base() throws IOException {
            return mount.directory();
        }

        @Override
        void clear() throws IOException {
            mount.close();
        }
    }
}
