package dev.sedge.oci.store;

import dev.sedge.oci.Descriptor;
import dev.sedge.oci.OciException;
import dev.sedge.oci.internal.LocalFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * The one writer of a blob that the store lacks. Bytes are hashed as they are written, and become visible only by
 * {@link #commit}, as a whole and verified. What was written survives {@link #close} and even a crash, so that the next
 * ingest of the blob goes on where this one stopped. Used by one thread at a time.
 */
public final class Ingest implements AutoCloseable {
    private final Descriptor blob;
    private final Path part;
    private final Path target;
    private final Path directory;
    private final Disk disk;
    private final StoreLocks.Held lock;
    private MessageDigest hash;
    private long offset;
    private OutputStream out;
    private boolean finished;

    private Ingest(Descriptor blob, StorePaths paths, Disk disk, StoreLocks.Held lock) throws IOException {
        this.blob = blob;
        this.part = paths.ingest(blob.digest());
        this.target = paths.blob(blob.digest());
        this.directory = paths.blobs(blob.digest().algorithm());
        this.disk = disk;
        this.lock = lock;
        this.hash = blob.digest().newMessageDigest();
        this.offset = hashExisting();
        this.out = disk.open(part, offset > 0);
    }

    /** @param lock the lock of the digest, which the ingest takes over, also if this fails */
    static Ingest open(Descriptor blob, StorePaths paths, Disk disk, StoreLocks.Held lock) throws OciException {
        try {
            return new Ingest(blob, paths, disk, lock);
        } catch (IOException e) {
            lock.close();
            throw LocalFiles.failure("write blob " + blob.digest(), e);
        }
    }

    /** How many bytes are already there, and so where in the blob the next {@link #write} must begin. */
    public long offset() {
        return offset;
    }

    /**
     * Appends bytes of the blob.
     *
     * @throws OciException.Corrupt if they are more than the descriptor says; then nothing is kept
     * @throws OciException.DiskFull if there is no room; then nothing is kept
     */
    public void write(byte[] bytes, int from, int length) throws OciException {
        if (offset + length > blob.size()) {
            discard();
            throw new OciException.Corrupt(
                    "blob " + blob.digest() + " is longer than the " + blob.size() + " bytes that its manifest says");
        }
        try {
            out.write(bytes, from, length);
        } catch (IOException e) {
            throw fail("write", e);
        }
        hash.update(bytes, from, length);
        offset += length;
    }

    /**
     * Drops what is there and begins anew.
     *
     * @throws OciException.LocalFailure if the file cannot be truncated
     */
    public void restart() throws OciException {
        try {
            out.close();
            out = disk.open(part, false);
            hash = blob.digest().newMessageDigest();
            offset = 0;
        } catch (IOException e) {
            throw fail("write", e);
        }
    }

    /**
     * Checks size and digest, and makes the blob visible and durable. Ends the ingest.
     *
     * @throws OciException.Corrupt if the bytes are not those of the descriptor; then nothing is kept
     * @throws OciException.DiskFull if there is no room; then nothing is kept
     */
    public void commit() throws OciException {
        try {
            disk.sync(out);
            out.close();
        } catch (IOException e) {
            throw fail("write", e);
        }
        if (offset != blob.size() || !blob.digest().matches(hash)) {
            discard();
            throw new OciException.Corrupt("blob " + blob.digest() + " is not what was sent: "
                    + (offset != blob.size()
                            ? offset + " bytes came instead of " + blob.size()
                            : "the bytes have another digest")
                    + "; nothing of it was kept");
        }
        try {
            Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("r--r--r--"));
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
            LocalFiles.syncDirectory(directory);
        } catch (IOException e) {
            throw fail("commit", e);
        }
        finish();
    }

    /**
     * Ends the ingest and deletes what was written.
     *
     * @throws OciException.LocalFailure if it cannot be deleted
     */
    public void discard() throws OciException {
        if (!finished) {
            try {
                out.close();
            } catch (IOException e) {
                // A full disk is reported by close too; what matters is that the file goes.
            }
            try {
                Files.deleteIfExists(part);
            } catch (IOException e) {
                throw LocalFiles.failure("delete " + part, e);
            } finally {
                finish();
            }
        }
    }

    /** Ends the ingest; what was written stays for the next one. Does nothing after {@link #commit}. */
    @Override
    public void close() throws OciException {
        if (!finished) {
            try {
                out.close();
            } catch (IOException e) {
                throw fail("write", e);
            }
            finish();
        }
    }

    private OciException fail(String verb, IOException e) throws OciException {
        discard();
        return LocalFiles.failure(verb + " blob " + blob.digest(), e);
    }

    private void finish() throws OciException {
        finished = true;
        lock.close();
    }

    /** The state of the hash is gone with the process that wrote the part, so it is read again. */
    private long hashExisting() throws IOException {
        Optional<BasicFileAttributes> attributes = LocalFiles.stat(part);
        if (attributes.isEmpty()) {
            return 0;
        }
        long size = attributes.get().size();
        if (!attributes.get().isRegularFile() || size > blob.size()) {
            Files.delete(part);
            return 0;
        }
        byte[] buffer = new byte[1 << 16];
        long count = 0;
        try (InputStream in = Files.newInputStream(part)) {
            int n;
            while ((n = in.read(buffer)) >= 0) {
                hash.update(buffer, 0, n);
                count += n;
            }
        } catch (NoSuchFileException e) {
            return 0;
        }
        return count;
    }
}
