package dev.sedge.wasi.fs;

/**
 * What kind of thing a name or a descriptor stands for.
 *
 * @see <a href="https://github.com/WebAssembly/WASI/blob/main/legacy/preview1/docs.md#filetype">preview 1, filetype</a>
 */
public enum FileType {
    /** None of the others: FIFOs, sockets and devices of a host directory. */
    UNKNOWN(0),
    /** A block device. */
    BLOCK_DEVICE(1),
    /** A character device: a terminal, or a virtual file such as {@code /dev/null}. */
    CHARACTER_DEVICE(2),
    /** A directory. */
    DIRECTORY(3),
    /** A regular file. */
    REGULAR_FILE(4),
    /** A datagram socket. */
    SOCKET_DATAGRAM(5),
    /** A stream socket. */
    SOCKET_STREAM(6),
    /** A symbolic link. */
    SYMBOLIC_LINK(7);

    private final int code;

    FileType(int code) {
        this.code = code;
    }

    /** The code that a guest sees, 0 to 7. */
    public int code() {
        return code;
    }
}
