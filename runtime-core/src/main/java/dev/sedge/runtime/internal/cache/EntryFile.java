package dev.sedge.runtime.internal.cache;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads and writes a file as a whole. In pieces: a channel keeps as much memory outside of the heap as it is given. */
final class EntryFile {

    private static final Set<OpenOption> READ = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    private static final Set<OpenOption> CREATE = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    private static final int PIECE = 1 << 16;

    private EntryFile() {}

    /**
     * All bytes of a file; empty if it does not say itself how many it has, or has more than that, so that nothing is
     * reserved for what is no archive.
     */
    static Optional<byte[]> read(Path file, long most) throws IOException {
        try (FileChannel channel = FileChannel.open(file, READ)) {
            long length = channel.size();
            ByteBuffer prefix = ByteBuffer.allocate(ArchiveFormat.PREFIX_BYTES);
            if (length > Math.min(most, Integer.MAX_VALUE - 8)
                    || !fill(prefix, channel)
                    || !ArchiveFormat.isPrefix(prefix.flip(), length)) {
                return Optional.empty();
            }
            byte[] bytes = new byte[(int) length];
            ByteBuffer buffer = ByteBuffer.wrap(bytes).put(prefix.rewind());
            return fill(buffer, channel) ? Optional.of(bytes) : Optional.empty();
        }
    }

    /** Writes a new file that is the owner's alone, down to the disk. */
    static void write(Path file, List<ByteBuffer> parts, FileAttribute<?>... attributes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, CREATE, attributes)) {
            for (ByteBuffer part : parts) {
                drain(part.duplicate(), channel);
            }
            channel.force(true);
        }
    }

    private static boolean fill(ByteBuffer buffer, ReadableByteChannel channel) throws IOException {
        int end = buffer.limit();
        while (buffer.position() < end) {
            buffer.limit(Math.min(end, buffer.position() + PIECE));
            if (channel.read(buffer) < 0) {
                return false;
            }
        }
        return true;
    }

    private static void drain(ByteBuffer buffer, WritableByteChannel channel) throws IOException {
        int end = buffer.limit();
        while (buffer.position() < end) {
            buffer.limit(Math.min(end, buffer.position() + PIECE));
            channel.write(buffer);
        }
    }
}
