package dev.sedge.runtime.internal.cache;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Compiled code in a directory, one file for each key, shared with other processes without locks: a file appears as a
 * whole or not at all, and what two write at once is the same. Thread-safe.
 *
 * <p>It is there to save time, so nothing that goes wrong with it is anybody's failure: code is not found or not kept,
 * and a warning says so once. Nothing is trusted but what we wrote ourselves; {@link StoreDirectory} says how that is
 * known.
 */
public final class CodeStore {

    /** Entries with more code than this are read bit by bit; the others at once, which is faster. */
    private static final int MOST_HELD = 1 << 20;

    private final StoreDirectory directory;
    private final long maxBytes;
    private final Surroundings surroundings;
    private final boolean usable;
    private final AtomicBoolean refusalTold = new AtomicBoolean();
    private final AtomicBoolean failureTold = new AtomicBoolean();

    private CodeStore(StoreDirectory directory, long maxBytes, Surroundings surroundings) {
        this.directory = directory;
        this.maxBytes = maxBytes;
        this.surroundings = surroundings;
        Optional<String> objection = directory.prepare();
        this.usable = objection.isEmpty();
        if (objection.isPresent()) {
            surroundings.warn("compiled code is not kept in " + directory.path() + ": " + objection.get()
                    + "; give the directory to the user who runs this with mode 0700, or name another one");
        }
    }

    /**
     * The store in this directory, which is made if it is not there; one that finds and keeps nothing if that cannot be
     * used.
     *
     * @param maxBytes what all files may have together; beyond it those go first that were not used for longest
     */
    public static CodeStore open(Path directory, long maxBytes) {
        return open(directory, maxBytes, new Surroundings());
    }

    static CodeStore open(Path directory, long maxBytes, Surroundings surroundings) {
        Path absolute = directory.toAbsolutePath();
        return new CodeStore(new StoreDirectory(absolute, surroundings), maxBytes, surroundings);
    }

    /**
     * The code of this key, as it was saved; empty if it is not there. What is damaged in a large entry shows only when it
     * is asked for: it is not handed out, and the entry is deleted.
     */
    public Optional<CodeArchive> find(CodeKey key) {
        if (!usable) {
            return Optional.empty();
        }
        Path file = file(key);
        try {
            Optional<String> objection = directory.objectionTo(file);
            if (objection.isPresent()) {
                refuse(file, objection.get());
                return Optional.empty();
            }
            EntryFile source = EntryFile.open(file, () -> discard(file));
            Optional<CodeArchive> archive = ArchiveReader.read(source, key, MOST_HELD);
            if (archive.isEmpty()) {
                refuse(file, "it is damaged, or of another module");
                return Optional.empty();
            }
            touch(file);
            return archive;
        } catch (NoSuchFileException | FileNotFoundException e) {
            return Optional.empty();
        } catch (IOException e) {
            refuse(file, StoreDirectory.reason(e));
            return Optional.empty();
        } catch (OutOfMemoryError e) {
            refuse(file, "the heap has no room for it");
            return Optional.empty();
        }
    }

    /**
     * Keeps code, in place of what is there for this key. Code that is larger than the whole store may be is not kept,
     * which a warning says.
     *
     * @return whether it is kept
     */
    public boolean save(CodeKey key, CodeArchive archive) {
        if (!usable) {
            return false;
        }
        try {
            EntryImage image = ArchiveFormat.encode(key, archive);
            long length = image.length();
            if (length > maxBytes) {
                fail("that of a module has " + length + " bytes, and the whole cache may have " + maxBytes
                        + "; allow it more");
                return false;
            }
            return save(file(key), image);
        } catch (ClosedByInterruptException e) {
            return false;
        } catch (IOException e) {
            fail(StoreDirectory.reason(e));
            return false;
        } catch (OutOfMemoryError e) {
            fail("the heap has no room for it");
            return false;
        }
    }

    private boolean save(Path file, EntryImage image) throws IOException {
        Optional<String> objection = directory.prepare(); // Somebody may have removed it since.
        if (objection.isPresent()) {
            fail(objection.get());
            return false;
        }
        Path temporary = directory.path().resolve(temporaryName());
        try {
            surroundings.write(temporary, image);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
        tidy(file);
        return true;
    }

    private void tidy(Path newest) {
        try {
            new Evictor(directory.path(), maxBytes).tidy(newest, surroundings.now());
        } catch (IOException e) {
            fail("old code cannot be removed: " + StoreDirectory.reason(e));
        }
    }

    private Path file(CodeKey key) {
        return directory.path().resolve(key.fileName());
    }

    private static String temporaryName() {
        return Long.toHexString(ThreadLocalRandom.current().nextLong()) + Evictor.TEMPORARY;
    }

    // The time of the last change is that of the last use: that of the last reading is not kept by most file systems.
    private void touch(Path file) {
        try {
            Files.setLastModifiedTime(file, surroundings.now());
        } catch (IOException e) {
            // It goes earlier than it should, or another process has replaced or deleted it.
        }
    }

    /** Another process may have replaced it by a good one meanwhile; that costs time alone. */
    private void discard(Path file) {
        refuse(file, "it is damaged");
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // It is found damaged again.
        }
    }

    private void refuse(Path file, String reason) {
        if (refusalTold.compareAndSet(false, true)) {
            surroundings.warn("compiled code in " + file + " is not used: " + reason
                    + "; it is compiled again. More such files are not reported");
        }
    }

    private void fail(String reason) {
        if (failureTold.compareAndSet(false, true)) {
            surroundings.warn("compiled code cannot be kept in " + directory.path() + ": " + reason
                    + "; modules are compiled again at each start until that is mended");
        }
    }
}
