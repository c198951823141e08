package dev.sedge.runtime.internal.cache;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
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

    /** What a file holds; empty if it is larger than that, damaged, or the code of another key. */
    static Optional<CodeArchive> read(Path file, CodeKey key, long most) throws IOException {
        try (FileChannel channel = FileChannel.open(file, READ)) {
            long length = channel.size();
            return length > most ? Optional.empty() : ArchiveFormat.read(channel, length, key);
        }
    }

    /** Writes a new file that is the owner's alone. It need not be on the disk: a crash leaves one that does not fit. */
    static void write(Path file, List<ByteBuffer> parts, FileAttribute<?>... attributes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, CREATE, attributes)) {
            for (ByteBuffer part : parts) {
                drain(part.duplicate(), channel);
            }
        }
    }

    private static void drain(ByteBuffer buffer, WritableByteChannel channel) throws IOException {
        int end = buffer.limit();
        while (buffer.position() < end) {
            buffer.limit(Math.min(end, buffer.position() + PIECE));
            channel.write(buffer);
        }
    }
}
