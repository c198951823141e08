package dev.sedge.oci.store;

import dev.sedge.oci.Descriptor;
import dev.sedge.oci.Digest;
import dev.sedge.oci.ImageReference;
import dev.sedge.oci.OciException;
import dev.sedge.oci.internal.LocalFiles;
import dev.sedge.oci.layer.RootfsUnpacker;
import dev.sedge.oci.layer.UnpackLimits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Images on disk, in one directory that is an OCI image layout: blobs by their digest, names, and unpacked root file
 * systems. Many threads and processes may use a directory at the same time; only the garbage collection, which every
 * removal ends with, is alone for a moment. A blob is visible only when it is complete, verified and on the disk, and
 * a name only when all its blobs are; so whatever is killed leaves nothing that could be taken for good.
 *
 * <p>A store whose directory cannot be written is opened for reading. Safe for use by many threads.
 *
 * @see <a href="https://github.com/opencontainers/image-spec/blob/v1.1.1/image-layout.md">OCI image layout</a>
 */
@SuppressWarnings("try") // A lock is held, not used.
public final class ContentStore implements AutoCloseable {
    static final String TEMPORARY = ".tmp-";
    private static final Duration KEEP_AFTER_CRASH = Duration.ofHours(1);

    private final StorePaths paths;
    private final Optional<StoreLocks> locks;
    private final Disk disk;
    private final InstantSource clock;
    private final RefStore refs;
    private final AtomicBoolean closed = new AtomicBoolean();

    private ContentStore(StorePaths paths, Optional<StoreLocks> locks, Disk disk, InstantSource clock) {
        this.paths = paths;
        this.locks = locks;
        this.disk = disk;
        this.clock = clock;
        this.refs = new RefStore(paths, disk);
    }

    /**
     * Opens a store, makes it if it does not exist, and tidies up what killed processes left.
     *
     * @param root its directory
     * @throws OciException.LocalFailure if the directory can be neither written nor read
     * @throws OciException.Unsupported if a newer version with another layout made it
     */
    public static ContentStore open(Path root) throws OciException {
        return open(root, RealDisk.INSTANCE, InstantSource.system());
    }

    static ContentStore open(Path root, Disk disk, InstantSource clock) throws OciException {
        StorePaths paths = new StorePaths(root.toAbsolutePath().normalize());
        boolean existed = Files.isDirectory(paths.refs());
        Optional<StoreLocks> locks;
        try {
            new StoreLayout(paths).makeDirectories();
            locks = Optional.of(StoreLocks.open(paths.lock()));
        } catch (IOException e) {
            if (!existed || LocalFiles.isDiskFull(e)) {
                throw LocalFiles.failure("open the image store " + paths.root(), e);
            }
            locks = Optional.empty();
        }
        ContentStore store = new ContentStore(paths, locks, disk, clock);
        try {
            store.initialize();
            return store;
        } catch (IOException e) {
            store.close();
            throw LocalFiles.failure("open the image store " + paths.root(), e);
        }
    }

    /** The directory, absolute. */
    public Path root() {
        return paths.root();
    }

    /** Whether the directory cannot be written, so that images can only be read. */
    public boolean isReadOnly() {
        return locks.isEmpty();
    }

    /** Ends the use of the store by this object. Closing twice does nothing. */
    @Override
    public void close() throws OciException {
        if (closed.compareAndSet(false, true) && locks.isPresent()) {
            try {
                locks.get().close();
            } catch (IOException e) {
                throw LocalFiles.failure("close the image store " + paths.root(), e);
            }
        }
    }

    /**
     * Begins to protect content against garbage collection: take one, name the content, and only then look whether it
     * is there.
     */
    public Lease lease() throws OciException {
        if (locks.isEmpty()) {
            return new Lease(Optional.empty());
        }
        Path file = paths.leases().resolve(UUID.randomUUID() + ".json");
        StoreLocks.Held alive = locks.get().key(LeaseFile.key(file));
        return new Lease(Optional.of(
                new LeaseFile(file, locks.get(), alive, disk, clock.instant().plus(KEEP_AFTER_CRASH))));
    }

    /** Whether a blob of this digest and size is there. It was verified when it came; {@link #read} does so again. */
    public boolean contains(Descriptor blob) throws OciException {
        try {
            return LocalFiles.stat(paths.blob(blob.digest()))
                    .filter(file -> file.isRegularFile() && file.size() == blob.size())
                    .isPresent();
        } catch (IOException e) {
            throw LocalFiles.failure("look for blob " + blob.digest(), e);
        }
    }

    /**
     * A blob as a whole, verified against its digest. A damaged one is removed, so that the next pull repairs it.
     *
     * @param limit the largest acceptable size in bytes
     * @throws OciException.NotFound if the blob is not there
     * @throws OciException.Corrupt if it was changed, truncated or damaged on the disk
     * @throws OciException.TooLarge beyond the limit
     */
    public byte[] read(Descriptor blob, int limit) throws OciException {
        if (blob.size() > limit) {
            throw new OciException.TooLarge(
                    "blob " + blob.digest() + " has " + blob.size() + " bytes; at most " + limit + " are read here");
        }
        byte[] content;
        try (InputStream in = openBlob(blob)) {
            content = in.readNBytes((int) blob.size());
        } catch (IOException e) {
            throw LocalFiles.failure("read blob " + blob.digest(), e);
        }
        if (content.length != blob.size() || !blob.digest().matches(content)) {
            throw damaged(blob);
        }
        return content;
    }

    /**
     * The bytes of a blob, of the right size but not verified again: hash what you read.
     *
     * @throws OciException.NotFound if the blob is not there
     * @throws OciException.Corrupt if it was truncated or prolonged on the disk
     */
    public InputStream openBlob(Descriptor blob) throws OciException {
        Path file = paths.blob(blob.digest());
        try {
            Optional<BasicFileAttributes> attributes = LocalFiles.stat(file);
            if (attributes.isPresent() && attributes.get().size() != blob.size()) {
                throw damaged(blob);
            }
            return Files.newInputStream(file);
        } catch (NoSuchFileException e) {
            throw missing(blob);
        } catch (IOException e) {
            throw LocalFiles.failure("read blob " + blob.digest(), e);
        }
    }

    /**
     * Hashes a blob.
     *
     * @throws OciException.NotFound if the blob is not there
     * @throws OciException.Corrupt if it was changed or damaged on the disk; then it is removed
     */
    public void verify(Descriptor blob) throws OciException {
        boolean intact;
        try {
            intact = isIntact(blob);
        } catch (NoSuchFileException e) {
            throw missing(blob);
        } catch (IOException e) {
            throw LocalFiles.failure("read blob " + blob.digest(), e);
        }
        if (!intact) {
            throw damaged(blob);
        }
    }

    /** Writes a small blob, unless it is there. Errors as those of {@link Ingest#commit}. */
    public void put(Descriptor blob, byte[] content) throws OciException {
        Optional<Ingest> ingest = ingest(blob);
        if (ingest.isPresent()) {
            try (Ingest open = ingest.get()) {
                open.restart();
                open.write(content, 0, content.length);
                open.commit();
            }
        }
    }

    /**
     * The right to write a blob. Waits while another thread or process is writing it.
     *
     * @return the ingest, to be closed; empty if the blob is there, perhaps because somebody else has just written it
     * @throws OciException.Cancelled if the thread is interrupted while it waits
     * @throws OciException.LocalFailure in a store that cannot be written
     */
    public Optional<Ingest> ingest(Descriptor blob) throws OciException {
        StoreLocks.Held lock =
                writable().key(blobKey(paths.ingest(blob.digest()).getFileName().toString()));
        boolean present = false;
        try {
            present = contains(blob);
        } finally {
            if (present) {
                lock.close();
            }
        }
        return present ? Optional.empty() : Optional.of(Ingest.open(blob, paths, disk, lock));
    }

    /**
     * Checks that the disk has room.
     *
     * @throws OciException.DiskFull if it has fewer free bytes than that
     */
    public void requireSpace(long bytes) throws OciException {
        long free;
        try {
            free = Files.getFileStore(paths.root()).getUsableSpace();
        } catch (IOException e) {
            throw LocalFiles.failure("look for free space in " + paths.root(), e);
        }
        if (free < bytes) {
            throw new OciException.DiskFull("the image needs " + bytes + " bytes more, but the disk of " + paths.root()
                    + " has only " + free + " free; free some, for example by removing images");
        }
    }

    /**
     * The unpacked files of an image, if they are there as a whole.
     *
     * @param manifest the id of the image
     */
    public Optional<StoredRootfs> rootfs(Digest manifest) throws OciException {
        try {
            return rootfses().find(manifest);
        } catch (IOException e) {
            throw LocalFiles.failure("look for the files of image " + manifest, e);
        }
    }

    /**
     * Unpacks the files of an image, unless they are there. Waits while another thread or process does it.
     *
     * @param manifest the id of the image
     * @param limits how much it may unpack to
     * @param unpacking gives the layers to an unpacker, the lowest first
     * @throws OciException what the unpacking throws; then nothing is kept
     */
    public StoredRootfs unpack(Digest manifest, UnpackLimits limits, Unpacking unpacking) throws OciException {
        writable();
        try {
            return rootfses().make(manifest, limits, unpacking);
        } catch (IOException e) {
            throw LocalFiles.failure("unpack image " + manifest, e);
        }
    }

    /** Compares the unpacked files of an image with what was unpacked, and removes them if they have changed. */
    public void discardChangedRootfs(Digest manifest) throws OciException {
        Optional<StoredRootfs> existing = rootfs(manifest);
        if (existing.isPresent()) {
            StoredRootfs tree = existing.get();
            if (!RootfsUnpacker.scan(tree.directory(), tree.content().skippedSpecials())
                    .equals(tree.content())) {
                discardRootfs(manifest);
            }
        }
    }

    /** Removes the unpacked files of an image, because they are not what they were. */
    public void discardRootfs(Digest manifest) throws OciException {
        writable();
        try {
            rootfses().discard(manifest);
        } catch (IOException e) {
            throw LocalFiles.failure("remove the files of image " + manifest, e);
        }
    }

    /** Writes a name: the last step of a pull, when all that it stands for is there. Replaces an older meaning. */
    public void record(StoredReference reference) throws OciException {
        StoreLocks held = writable();
        try (StoreLocks.Held shared = held.shared();
                StoreLocks.Held name = held.key("ref:" + reference.name())) {
            refs.write(reference);
        } catch (IOException e) {
            throw LocalFiles.failure("record the image " + reference.name(), e);
        }
        updateIndex();
    }

    /** All images, in the order of their names. */
    public List<StoredImage> images() throws OciException {
        return resolver().images();
    }

    /**
     * The image that a text names, without any network: a reference, a digest or an id, or the unambiguous beginning of
     * an id with at least four digits.
     *
     * @throws OciException.InvalidReference if several ids begin so
     */
    public Optional<StoredImage> find(String text) throws OciException {
        return resolver().image(text);
    }

    /** The image that a reference names, without any network. */
    public Optional<StoredImage> find(ImageReference reference) throws OciException {
        return resolver().image(reference);
    }

    /**
     * Removes a name, or an image with all its names if the text is a digest or an id, and collects garbage. Removing
     * what is not there is no error.
     *
     * @throws OciException.InvalidReference if several ids begin like the text
     */
    public Removal remove(String text) throws OciException {
        StoreLocks held = writable();
        List<StoredReference> doomed = resolver().toRemove(text);
        for (StoredReference reference : doomed) {
            try (StoreLocks.Held shared = held.shared();
                    StoreLocks.Held name = held.key("ref:" + reference.name())) {
                refs.delete(reference.name());
            } catch (IOException e) {
                throw LocalFiles.failure("remove the image " + reference.name(), e);
            }
        }
        updateIndex();
        Removal collected = collectGarbage();
        return new Removal(doomed.stream().map(StoredReference::name).toList(), collected.blobs(), collected.bytes());
    }

    /** Removes everything that no name and no lease reaches. */
    public Removal collectGarbage() throws OciException {
        StoreLocks held = writable();
        try {
            GarbageCollector.Garbage garbage;
            try (StoreLocks.Held exclusive = held.exclusive()) {
                garbage = new GarbageCollector(paths, held, refs, clock.instant()).collect();
            }
            for (Path tree : garbage.renamedTrees()) {
                LocalFiles.deleteTree(tree);
            }
            return new Removal(List.of(), garbage.blobs(), garbage.bytes());
        } catch (IOException e) {
            throw LocalFiles.failure("collect garbage in " + paths.root(), e);
        }
    }

    /** What the store takes of its disk; other files in its directory do not count. */
    public StoreUsage usage() throws OciException {
        try {
            return StoreUsage.of(paths.own());
        } catch (IOException e) {
            throw LocalFiles.failure("measure " + paths.root(), e);
        }
    }

    static String blobKey(String partFileName) {
        return "blob:" + partFileName;
    }

    private ImageResolver resolver() throws OciException {
        try {
            return new ImageResolver(refs.list());
        } catch (IOException e) {
            throw LocalFiles.failure("list the images in " + paths.root(), e);
        }
    }

    private RootfsStore rootfses() {
        return new RootfsStore(paths, locks, disk);
    }

    private boolean isIntact(Descriptor blob) throws IOException {
        MessageDigest hash = blob.digest().newMessageDigest();
        long count = 0;
        try (InputStream in = Files.newInputStream(paths.blob(blob.digest()))) {
            byte[] buffer = new byte[1 << 16];
            int n;
            while ((n = in.read(buffer)) >= 0) {
                hash.update(buffer, 0, n);
                count += n;
            }
        }
        return count == blob.size() && blob.digest().matches(hash);
    }

    private OciException.NotFound missing(Descriptor blob) {
        return new OciException.NotFound(
                "blob " + blob.digest() + " is not in the store " + paths.root() + "; pull the image again");
    }

    private OciException damaged(Descriptor blob) throws OciException {
        if (locks.isPresent()) {
            String key = blobKey(paths.ingest(blob.digest()).getFileName().toString());
            try (StoreLocks.Held lock = locks.get().key(key)) {
                // Somebody may have repaired it meanwhile.
                if (!isIntact(blob)) {
                    Files.deleteIfExists(paths.blob(blob.digest()));
                }
            } catch (NoSuchFileException e) {
                throw missing(blob);
            } catch (IOException e) {
                throw LocalFiles.failure("remove the damaged blob " + blob.digest(), e);
            }
        }
        return new OciException.Corrupt("blob " + blob.digest() + " in " + paths.root()
                + " was changed or damaged on the disk; pull the image again to repair it");
    }

    private StoreLocks writable() throws OciException {
        return locks.orElseThrow(() -> new OciException.LocalFailure(
                "the image store " + paths.root() + " cannot be written; choose another"));
    }

    private void initialize() throws IOException {
        StoreLayout layout = new StoreLayout(paths);
        layout.requireVersion();
        if (locks.isPresent()) {
            try (StoreLocks.Held held = locks.get().key("layout")) {
                layout.write(disk);
            }
            rootfses().recover();
            updateIndex();
        }
    }

    /** The index is derived, and made anew by the next change or the next start: a full disk must not stop a removal. */
    private void updateIndex() throws OciException {
        try (StoreLocks.Held held = writable().key("index")) {
            IndexFile.write(paths.index(), refs.list(), disk);
        } catch (OciException.Cancelled e) {
            throw e;
        } catch (IOException e) {
            System.getLogger(ContentStore.class.getName())
                    .log(System.Logger.Level.DEBUG, "could not write " + paths.index(), e);
        }
    }

    /** What fills an unpacked tree. */
    public interface Unpacking {
        /** Gives the layers to the unpacker, the lowest first. */
        void applyTo(RootfsUnpacker unpacker) throws OciException;
    }
}
