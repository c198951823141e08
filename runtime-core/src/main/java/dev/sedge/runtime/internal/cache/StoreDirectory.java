package dev.sedge.runtime.internal.cache;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The directory of a store. Whoever can put a file into it can run code in this process, so it must be ours and nobody
 * else may write to it, and each file in it must be ours too: the directory may have been anybody's before, or may be
 * swapped for another one by whoever owns the one above. Where files have no owners, nothing can be said, and
 * everything is trusted.
 */
final class StoreDirectory {

    private final Path path;
    private final Surroundings surroundings;
    private final boolean hasOwners;

    /** Who we are, once that was asked; the same for all threads that ask. */
    private volatile @Nullable UserPrincipal self;

    StoreDirectory(Path path, Surroundings surroundings) {
        this.path = path;
        this.surroundings = surroundings;
        this.hasOwners = hasOwners(path);
    }

    Path path() {
        return path;
    }

    /**
     * Makes the directory if it is not there.
     *
     * @return why it is not to be used, if so
     */
    Optional<String> prepare() {
        try {
            BasicFileAttributes attributes = existing();
            if (!attributes.isDirectory()) {
                return Optional.of(
                        attributes.isSymbolicLink() ? "it is a symbolic link" : "it is a file and no directory");
            }
            return objection(attributes);
        } catch (IOException e) {
            return Optional.of(reason(e));
        }
    }

    /** Why a file in the directory is not to be used, if so; an exception if it is not there. */
    Optional<String> objectionTo(Path file) throws IOException {
        BasicFileAttributes attributes = attributes(file);
        return attributes.isRegularFile() ? objection(attributes) : Optional.of("it is no regular file");
    }

    private Optional<String> objection(BasicFileAttributes attributes) throws IOException {
        if (!(attributes instanceof PosixFileAttributes posix)) {
            return Optional.empty();
        }
        if (!posix.owner().equals(self())) {
            return Optional.of("it belongs to user " + posix.owner().getName());
        }
        Set<PosixFilePermission> rights = posix.permissions();
        if (rights.contains(PosixFilePermission.GROUP_WRITE) || rights.contains(PosixFilePermission.OTHERS_WRITE)) {
            return Optional.of("other users can write to it");
        }
        return Optional.empty();
    }

    private UserPrincipal self() throws IOException {
        UserPrincipal known = self;
        if (known == null) {
            known = surroundings.self(path);
            self = known;
        }
        return known;
    }

    private BasicFileAttributes existing() throws IOException {
        try {
            return attributes(path);
        } catch (NoSuchFileException e) {
            Files.createDirectories(path, ownersAlone(path, "rwx------"));
            return attributes(path);
        }
    }

    private BasicFileAttributes attributes(Path file) throws IOException {
        Class<? extends BasicFileAttributes> kind = hasOwners ? PosixFileAttributes.class : BasicFileAttributes.class;
        return Files.readAttributes(file, kind, LinkOption.NOFOLLOW_LINKS);
    }

    /** The attributes with which something is made, where the file system has rights. */
    static FileAttribute<?>[] ownersAlone(Path path, String rights) {
        if (!hasOwners(path)) {
            return new FileAttribute<?>[0];
        }
        return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(rights))};
    }

    private static boolean hasOwners(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    /** What an exception of the file system says, without the name of a file that means nothing to anybody. */
    static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "it is gone";
        }
        String reason = e instanceof FileSystemException file ? file.getReason() : e.getMessage();
        return reason == null ? e.getClass().getSimpleName() : reason;
    }
}
