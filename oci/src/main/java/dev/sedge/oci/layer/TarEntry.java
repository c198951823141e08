package dev.sedge.oci.layer;

/**
 * One member of a tar archive, as its headers together describe it.
 *
 * @param kind what it makes
 * @param name where, exactly as written in the archive: not cleaned, perhaps hostile
 * @param linkName the target of a link, as written; empty for the other kinds
 * @param size the length of the content that follows in bytes
 * @param mode permission bits, at most {@code 07777}
 * @param mtime seconds since the epoch, never negative
 */
public record TarEntry(Kind kind, String name, String linkName, long size, int mode, long mtime) {
    /** What a member makes. */
    public enum Kind {
        /** A regular file, whose content follows. */
        FILE,
        /** A further name of an earlier member. */
        HARD_LINK,
        /** A symbolic link. */
        SYMLINK,
        /** A directory. */
        DIRECTORY,
        /** A device or a FIFO, which a Wasm guest cannot use. */
        SPECIAL
    }
}
