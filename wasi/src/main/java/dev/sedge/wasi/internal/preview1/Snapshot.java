package dev.sedge.wasi.internal.preview1;

import dev.sedge.wasi.fs.FileStatus;

/**
 * The two forms in which the same calls are offered: preview 1, and the older snapshot 0, which differs in the numbers of
 * {@code whence} and in two structures and lacks {@code sock_accept}.
 *
 * @see <a href="https://github.com/WebAssembly/WASI/blob/wasi-0.1/phases/old/snapshot_0/docs.md">snapshot 0</a>
 */
enum Snapshot {
    /** The one for which all is written here. */
    PREVIEW1("wasi_snapshot_preview1", 0),

    /** Snapshot 0: old modules of Rust and AssemblyScript. */
    UNSTABLE("wasi_unstable", 8);

    private final String module;
    private final int clockShift;

    Snapshot(String module, int clockShift) {
        this.module = module;
        this.clockShift = clockShift;
    }

    /** The name of the module that offers the functions. */
    String module() {
        return module;
    }

    /** Says whether a call exists in this form. */
    boolean has(Call call) {
        return this == PREVIEW1 || call != Call.SOCK_ACCEPT;
    }

    /** The bytes of a filestat. */
    int filestatSize() {
        return this == PREVIEW1 ? Layouts.FILESTAT_SIZE : Layouts.FILESTAT_SIZE - 8;
    }

    /** The bytes of a subscription. */
    int subscriptionSize() {
        return Layouts.SUBSCRIPTION_SIZE + clockShift;
    }

    /** How much further back the fields of a clock are, which has an identifier first. */
    int clockShift() {
        return clockShift;
    }

    /** The origin of a seek as preview 1 numbers it: 0 start, 1 current, 2 end; else what is invalid in both. */
    int whence(int given) {
        if (this == PREVIEW1 || given < 0 || given > 2) {
            return given;
        }
        return (given + 1) % 3;
    }

    /** Writes a filestat to a checked range of {@link #filestatSize}. */
    void writeFilestat(GuestMemory memory, long address, FileStatus status) {
        memory.writeLong(address, status.device());
        memory.writeLong(address + 8, status.inode());
        memory.writeLong(address + 16, status.type().code());
        long next;
        if (this == PREVIEW1) {
            memory.writeLong(address + 24, status.links());
            next = address + 32;
        } else {
            memory.writeInt(address + 20, (int) Math.min(status.links(), 0xFFFF_FFFFL));
            next = address + 24;
        }
        memory.writeLong(next, status.size());
        memory.writeLong(next + 8, status.accessTime());
        memory.writeLong(next + 16, status.modificationTime());
        memory.writeLong(next + 24, status.changeTime());
    }
}
