package dev.sedge.wasi.internal.preview1;

import dev.sedge.wasi.fs.FileStatus;
import dev.sedge.wasi.fs.FileType;

/** Sizes, offsets and codes of the structures that a guest and its system calls share. All numbers little-endian. */
final class Layouts {
    static final int IOVEC_SIZE = 8;
    static final int IOVEC_LENGTH = 4;

    static final int PRESTAT_SIZE = 8;
    static final int PRESTAT_NAME_LENGTH = 4;

    static final int FDSTAT_SIZE = 24;
    static final int FDSTAT_FLAGS = 2;
    static final int FDSTAT_RIGHTS_BASE = 8;
    static final int FDSTAT_RIGHTS_INHERITING = 16;

    static final int FILESTAT_SIZE = 64;

    static final int DIRENT_SIZE = 24;
    static final int DIRENT_INODE = 8;
    static final int DIRENT_NAME_LENGTH = 16;
    static final int DIRENT_TYPE = 20;

    static final int SUBSCRIPTION_SIZE = 48;
    static final int SUBSCRIPTION_TAG = 8;
    static final int SUBSCRIPTION_FD = 16;
    static final int SUBSCRIPTION_CLOCK_ID = 16;
    static final int SUBSCRIPTION_TIMEOUT = 24;
    static final int SUBSCRIPTION_FLAGS = 40;

    static final int EVENT_SIZE = 32;
    static final int EVENT_ERROR = 8;
    static final int EVENT_TYPE = 10;
    static final int EVENT_BYTES = 16;
    static final int EVENT_FLAGS = 24;

    static final int FDFLAG_APPEND = 1;
    static final int FDFLAG_DSYNC = 2;
    static final int FDFLAG_NONBLOCK = 4;
    static final int FDFLAG_RSYNC = 8;
    static final int FDFLAG_SYNC = 16;
    static final int FDFLAG_ALL = 31;

    static final int OFLAG_CREATE = 1;
    static final int OFLAG_DIRECTORY = 2;
    static final int OFLAG_EXCLUSIVE = 4;
    static final int OFLAG_TRUNCATE = 8;
    static final int OFLAG_ALL = 15;

    static final int LOOKUP_FOLLOW = 1;

    static final int TIME_ACCESS = 1;
    static final int TIME_ACCESS_NOW = 2;
    static final int TIME_MODIFICATION = 4;
    static final int TIME_MODIFICATION_NOW = 8;
    static final int TIME_ALL = 15;

    static final int EVENT_HANGUP = 1;
    static final int CLOCK_ABSOLUTE = 1;

    static final int RECEIVE_PEEK = 1;
    static final int RECEIVE_ALL = 2;
    static final int SHUTDOWN_READ = 1;
    static final int SHUTDOWN_WRITE = 2;

    static final long RIGHT_FD_READ = 1L << 1;
    static final long RIGHT_FD_SEEK = 1L << 2;
    static final long RIGHT_FD_WRITE = 1L << 6;
    static final long RIGHT_FD_READDIR = 1L << 14;
    static final long RIGHT_PATH_SET_SIZE = 1L << 19;
    static final long RIGHT_FD_SET_SIZE = 1L << 22;
    static final long RIGHT_FDSTAT_SET_FLAGS = 1L << 3;
    static final long RIGHT_FD_FILESTAT_GET = 1L << 21;
    static final long RIGHT_POLL = 1L << 27;
    static final long RIGHT_SOCK_SHUTDOWN = 1L << 28;
    static final long RIGHT_SOCK_ACCEPT = 1L << 29;
    static final long RIGHTS_CONNECTION = RIGHT_FD_READ
            | RIGHT_FD_WRITE
            | RIGHT_FDSTAT_SET_FLAGS
            | RIGHT_FD_FILESTAT_GET
            | RIGHT_POLL
            | RIGHT_SOCK_SHUTDOWN;
    static final long RIGHTS_LISTENER = (RIGHTS_CONNECTION & ~RIGHT_SOCK_SHUTDOWN) | RIGHT_SOCK_ACCEPT;
    static final long RIGHTS_ALL = (1L << 30) - 1;
    static final long RIGHTS_PREOPEN_BASE = 0x7b7fe00;
    static final long RIGHTS_PREOPEN_INHERITING = 0xff7ffff;

    private Layouts() {}

    /** Writes a filestat to a checked range, as the present call wants it. */
    static void writeFilestat(GuestMemory memory, long address, FileStatus status) {
        memory.snapshot().writeFilestat(memory, address, status);
    }

    /** Writes the filestat of something that is no file: all zero except the type. */
    static void writeFilestat(GuestMemory memory, long address, FileType type) {
        memory.clear(address, memory.snapshot().filestatSize());
        memory.writeByte(address + 16, type.code());
    }
}
