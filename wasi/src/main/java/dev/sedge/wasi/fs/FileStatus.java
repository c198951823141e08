package dev.sedge.wasi.fs;

/**
 * What {@code stat} tells about a file, a directory or a link itself. Times are nanoseconds since 1970 as unsigned
 * numbers: earlier times are 0, later ones than 64 bits can hold are clamped.
 *
 * @param device number of the file system; with {@code inode} the identity of the object
 * @param inode number of the object within its file system
 * @param type what it is
 * @param links number of hard links; 1 where the file system cannot tell
 * @param size bytes of a file or of a link's text
 * @param accessTime last access
 * @param modificationTime last change of the content
 * @param changeTime last change of the object; the creation time where the host does not tell
 */
public record FileStatus(
        long device,
        long inode,
        FileType type,
        long links,
        long size,
        long accessTime,
        long modificationTime,
        long changeTime) {

    /** Whether this is a directory. */
    public boolean isDirectory() {
        return type == FileType.DIRECTORY;
    }

    /** Whether this is a symbolic link. */
    public boolean isSymbolicLink() {
        return type == FileType.SYMBOLIC_LINK;
    }

    /** Whether this is a regular file. */
    public boolean isRegularFile() {
        return type == FileType.REGULAR_FILE;
    }

    /** Whether both describe the same object, at whatever time. */
    public boolean isSameObject(FileStatus other) {
        return device == other.device && inode == other.inode;
    }

    /** The same status with another size. */
    public FileStatus withSize(long newSize) {
        return new FileStatus(device, inode, type, links, newSize, accessTime, modificationTime, changeTime);
    }
}
