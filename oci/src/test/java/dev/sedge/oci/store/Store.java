package dev.sedge.oci.store;

import dev.sedge.oci.OciException;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** Stores for tests: with a disk that fills up, and a check of what must hold at every moment. */
public final class Store {
    private Store() {}

    /** A store whose disk has room for so many bytes of blobs. */
    public static ContentStore withRoom(Path root, AtomicLong room) throws OciException {
        return ContentStore.open(root, new SmallDisk(room), InstantSource.system());
    }

    static ContentStore at(Path root, InstantSource clock) throws OciException {
        return ContentStore.open(root, RealDisk.INSTANCE, clock);
    }

    /** Every visible blob hashes to its name. */
    public static void assertBlobsAreGood(Path root) throws IOException {
        for (String algorithm : new String[] {"sha256", "sha512"}) {
            try (Stream<Path> blobs = Files.list(root.resolve("blobs").resolve(algorithm))) {
                for (Path blob : blobs.toList()) {
                    dev.sedge.oci.Digest digest = new dev.sedge.oci.Digest(
                            algorithm, blob.getFileName().toString());
                    if (!digest.matches(Files.readAllBytes(blob))) {
                        throw new AssertionError("bad blob " + blob);
                    }
                }
            }
        }
    }

    /** Fails as a full disk does, in the middle of a write. */
    private record SmallDisk(AtomicLong room) implements Disk {
        @Override
        public OutputStream open(Path file, boolean append) throws IOException {
            return new FilterOutputStream(RealDisk.INSTANCE.open(file, append)) {
                @Override
                public void write(byte[] bytes, int from, int length) throws IOException {
                    long left = room.addAndGet(-length);
                    if (left < 0) {
                        out.write(bytes, from, (int) Math.max(0, length + left));
                        throw new IOException("No space left on device");
                    }
                    out.write(bytes, from, length);
                }
            };
        }

        @Override
        public void sync(OutputStream opened) throws IOException {
            opened.flush();
        }
    }
}
