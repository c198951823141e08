package dev.sedge.wasi.fs;

/**
 * The error numbers of WASI preview 1, with the codes that a guest sees.
 *
 * @see <a href="https://github.com/WebAssembly/WASI/blob/main/legacy/preview1/docs.md#errno">preview 1, errno</a>
 */
public enum Errno {
    /** No error. */
    SUCCESS,
    /** Argument list too long. */
    TOOBIG,
    /** Permission denied. */
    ACCES,
    /** Address in use. */
    ADDRINUSE,
    /** Address not available. */
    ADDRNOTAVAIL,
    /** Address family not supported. */
    AFNOSUPPORT,
    /** Resource unavailable, or operation would block. */
    AGAIN,
    /** Connection already in progress. */
    ALREADY,
    /** Bad file descriptor. */
    BADF,
    /** Bad message. */
    BADMSG,
    /** Device or resource busy. */
    BUSY,
    /** Operation canceled. */
    CANCELED,
    /** No child processes. */
    CHILD,
    /** Connection aborted. */
    CONNABORTED,
    /** Connection refused. */
    CONNREFUSED,
    /** Connection reset. */
    CONNRESET,
    /** Resource deadlock would occur. */
    DEADLK,
    /** Destination address required. */
    DESTADDRREQ,
    /** Argument out of the domain of a function. */
    DOM,
    /** Quota exceeded. */
    DQUOT,
    /** File exists. */
    EXIST,
    /** Bad address: a guest pointer outside its memory. */
    FAULT,
    /** File too large. */
    FBIG,
    /** Host is unreachable. */
    HOSTUNREACH,
    /** Identifier removed. */
    IDRM,
    /** Illegal byte sequence: not UTF-8. */
    ILSEQ,
    /** Operation in progress. */
    INPROGRESS,
    /** Interrupted function. */
    INTR,
    /** Invalid argument. */
    INVAL,
    /** Input or output error. */
    IO,
    /** Socket is connected. */
    ISCONN,
    /** Is a directory. */
    ISDIR,
    /** Too many levels of symbolic links, or a link where none may be. */
    LOOP,
    /** File descriptor value too large: the process has too many open. */
    MFILE,
    /** Too many links. */
    MLINK,
    /** Message too large. */
    MSGSIZE,
    /** Multihop attempted. */
    MULTIHOP,
    /** File name too long. */
    NAMETOOLONG,
    /** Network is down. */
    NETDOWN,
    /** Connection aborted by network. */
    NETRESET,
    /** Network unreachable. */
    NETUNREACH,
    /** Too many files open in the system. */
    NFILE,
    /** No buffer space available. */
    NOBUFS,
    /** No such device. */
    NODEV,
    /** No such file or directory. */
    NOENT,
    /** Executable file format error. */
    NOEXEC,
    /** No locks available. */
    NOLCK,
    /** Link has been severed. */
    NOLINK,
    /** Not enough space: a limit of memory that the host keeps for the guest. */
    NOMEM,
    /** No message of the desired type. */
    NOMSG,
    /** Protocol not available. */
    NOPROTOOPT,
    /** No space left on device. */
    NOSPC,
    /** Function not supported. */
    NOSYS,
    /** Socket is not connected. */
    NOTCONN,
    /** Not a directory, or a link to one. */
    NOTDIR,
    /** Directory not empty. */
    NOTEMPTY,
    /** State not recoverable. */
    NOTRECOVERABLE,
    /** Not a socket. */
    NOTSOCK,
    /** Not supported by this object. */
    NOTSUP,
    /** Inappropriate I/O control operation. */
    NOTTY,
    /** No such device or address. */
    NXIO,
    /** Value too large. */
    OVERFLOW,
    /** Previous owner died. */
    OWNERDEAD,
    /** Operation not permitted: the path leads out of what was granted. */
    PERM,
    /** Broken pipe. */
    PIPE,
    /** Protocol error. */
    PROTO,
    /** Protocol not supported. */
    PROTONOSUPPORT,
    /** Protocol wrong type for socket. */
    PROTOTYPE,
    /** Result too large. */
    RANGE,
    /** Read-only file system. */
    ROFS,
    /** Invalid seek. */
    SPIPE,
    /** No such process. */
    SRCH,
    /** Stale handle: the object is no longer where it was. */
    STALE,
    /** Connection timed out. */
    TIMEDOUT,
    /** Text file busy. */
    TXTBSY,
    /** Cross-device link. */
    XDEV,
    /** Capabilities insufficient. */
    NOTCAPABLE;

    /** The code that a guest sees, 0 to 76. */
    public int code() {
        return ordinal();
    }
}
