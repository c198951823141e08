package dev.sedge.wasi.fs;

import java.util.Map;
import java.util.TreeMap;

/** What an in-memory file system is made of. Guarded by the lock of the file system. */
abstract class MemoryNode {
    private final long inode;
    private final FileType type;
    int links;
    int handles;
    long accessTime;
    long modificationTime;
    long changeTime;

    private MemoryNode(long inode, FileType type, long now) {
        this.inode = inode;
        this.type = type;
        this.accessTime = now;
        this.modificationTime = now;
        this.changeTime = now;
    }

    FileType type() {
        return type;
    }

    boolean isDirectory() {
        return type == FileType.DIRECTORY;
    }

    abstract long size();

    /** Bytes of memory that go back when nobody can reach the node any more. */
    abstract long weight();

    FileStatus status(long device) {
        return new FileStatus(
                device, inode, type, Math.max(links, 1), size(), accessTime, modificationTime, changeTime);
    }

    void set(FileTimes times, long now) {
        accessTime = times.accessTime().orElse(accessTime);
        modificationTime = times.modificationTime().orElse(modificationTime);
        changeTime = now;
    }

    void modified(long now) {
        modificationTime = now;
        changeTime = now;
    }

    /** A directory: names in order, and where it is, to refuse a move into itself. */
    static final class Directory extends MemoryNode {
        final Map<String, MemoryNode> entries = new TreeMap<>();
        Directory parent;
        boolean deleted;

        Directory(long inode, long now) {
            super(inode, FileType.DIRECTORY, now);
            this.parent = this;
            this.links = 1;
        }

        @Override
        long size() {
            return entries.size();
        }

        @Override
        long weight() {
            return 0;
        }

        boolean isBeneath(MemoryNode other) {
            for (Directory d = this; ; d = d.parent) {
                if (d == other) {
                    return true;
                }
                if (d.parent == d) {
                    return false;
                }
            }
        }
    }

    /** A symbolic link. */
    static final class Link extends MemoryNode {
        final String text;
        private final long length;

        Link(long inode, long now, String text, long length) {
            super(inode, FileType.SYMBOLIC_LINK, now);
            this.text = text;
            this.length = length;
        }

        @Override
        long size() {
            return length;
        }

        @Override
        long weight() {
            return length;
        }
    }

    /** A regular file. */
    static final class File extends MemoryNode {
        final MemoryContent content = new MemoryContent();

        File(long inode, long now) {
            super(inode, FileType.REGULAR_FILE, now);
        }

        @Override
        long size() {
            return content.size();
        }

        @Override
        long weight() {
            return content.weight();
        }
    }
}
