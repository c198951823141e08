package dev.sedge.wasi.fs;

/**
 * What kind of thing a name or a descriptor stands for.
 *
 * @see <a href="https://github.com/WebAssembly/WASI/blob/main/legacy/preview1/docs.md#filetype">preview 1, filetype</a>
 */
public enum FileType {
    /** None of the others: FIFOs, sockets and devices of a host directory. */
    UNKNOWN,
    /** A block device. */
    BLOCK_DEVICE,
    /** A character device: a terminal, or a virtual file such as {@code /dev/null}. */
    CHARACTER_DEVICE,
    /** A directory. */
    DIRECTORY,
    /** A regular file. */
    REGULAR_FILE,
    /** A datagram socket. */
    SOCKET_DATAGRAM,
    /** A stream socket. */
    SOCKET_STREAM,
    /** A symbolic link. */
    SYMBOLIC_LINK;

    /** The code that a guest sees, 0 to 7. */
    public int code() {
        return ordinal();
    }
}
