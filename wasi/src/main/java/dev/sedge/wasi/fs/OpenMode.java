package dev.sedge.wasi.fs;

/**
 * How a file is opened.
 *
 * @param read whether the file can be read through the handle
 * @param write whether the file can be written through the handle
 * @param create makes the file when the name is free, also without {@code write}
 * @param exclusive with {@code create}: EXIST when the name is taken, by a link too
 * @param truncate cuts the file to nothing, also without {@code write}
 */
public record OpenMode(boolean read, boolean write, boolean create, boolean exclusive, boolean truncate) {
    /** For reading an existing file. */
    public static final OpenMode READ = new OpenMode(true, false, false, false, false);

    /** For reading and writing an existing file. */
    public static final OpenMode READ_WRITE = new OpenMode(true, true, false, false, false);

    /** For reading and writing a file that is made when it is not there. */
    public static final OpenMode CREATE = new OpenMode(true, true, true, false, false);

    /** For reading and writing a file that must not be there yet. */
    public static final OpenMode CREATE_NEW = new OpenMode(true, true, true, true, false);

    /** Whether opening so can change the file system. */
    public boolean isMutation() {
        return write || create || truncate;
    }
}
