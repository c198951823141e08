package dev.sedge.runtime.internal.cache;

import dev.sedge.runtime.internal.cache.Part.Held;
import dev.sedge.runtime.internal.cache.Part.Stored;
import java.io.EOFException;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads {@linkplain ArchiveFormat the file} of an archive, of which it believes nothing that it has not checked. */
final class ArchiveReader {

    private static final int PIECE = 1 << 16;

    private final EntrySource source;
    private final CodeKey key;
    private final long end;

    /** Where the bytes of the next part are. */
    private long next;

    private ArchiveReader(EntrySource source, CodeKey key) throws IOException {
        this.source = source;
        this.key = key;
        this.end = source.length();
    }

    /** Something is not as it was written, or was written for something else. */
    private static final class OtherwiseException extends IOException {
        private static final long serialVersionUID = 1;
    }

    /**
     * Reads a file from its beginning.
     *
     * @param source is closed, unless the archive needs it
     * @param mostHeld how many bytes of parts are read, and checked, at once; of a file that has more they stay where
     *     they are until they are needed
     * @return what it holds; empty if what was read is damaged in any way, or is the code of another key
     */
    static Optional<CodeArchive> read(EntrySource source, CodeKey key, int mostHeld) throws IOException {
        boolean needed = false;
        try {
            CodeArchive archive = new ArchiveReader(source, key).read(mostHeld);
            needed = archive.file().isPresent();
            return Optional.of(archive);
        } catch (OtherwiseException | EOFException | BufferUnderflowException | IndexOutOfBoundsException e) {
            return Optional.empty(); // Also where a number says more than is there.
        } finally {
            if (!needed) {
                source.close();
            }
        }
    }

    private CodeArchive read(int mostHeld) throws IOException {
        ByteBuffer header = bytes(0, ArchiveFormat.HEADER_BYTES);
        expect(header.getLong() == ArchiveFormat.MAGIC);
        expect(header.getLong() == end);
        expect(header.getLong() == key.module().length);
        next = ArchiveFormat.HEADER_BYTES + (long) key.module().length;
        int length = fitting(header.getLong());
        expectModule();
        ByteBuffer contents = bytes(next, length);
        expect(header.getLong() == new Checksum().add(contents).value());
        next += length;
        long first = next;
        expect(take(contents, contents.getInt()).equals(ByteBuffer.wrap(key.maker())));
        Map<String, Stored> attributes = parts(contents);
        Map<String, Stored> classes = parts(contents);
        expect(!contents.hasRemaining() && next == end);
        if (end - first > mostHeld) {
            return new CodeArchive(new LinkedHashMap<>(classes), new LinkedHashMap<>(attributes), Optional.of(source));
        }
        ByteBuffer all = bytes(first, (int) (end - first));
        return new CodeArchive(held(classes, all, first), held(attributes, all, first), Optional.empty());
    }

    private static void expect(boolean asWritten) throws OtherwiseException {
        if (!asWritten) {
            throw new OtherwiseException();
        }
    }

    /** A length of bytes that the file has behind what was read. */
    private int fitting(long length) throws OtherwiseException {
        expect(length >= 0 && length <= Math.min(end - next, Integer.MAX_VALUE - 8));
        return (int) length;
    }

    private void expectModule() throws IOException {
        byte[] module = key.module();
        byte[] piece = new byte[Math.min(PIECE, module.length)];
        for (int start = 0; start < module.length; start += piece.length) {
            int length = Math.min(piece.length, module.length - start);
            source.read(ArchiveFormat.HEADER_BYTES + (long) start, piece, length);
            expect(Arrays.equals(piece, 0, length, module, start, start + length));
        }
    }

    private Map<String, Stored> parts(ByteBuffer contents) throws OtherwiseException {
        Map<String, Stored> parts = new LinkedHashMap<>();
        int count = contents.getInt();
        for (int i = 0; i < count; i++) {
            String name = text(take(contents, contents.getInt()));
            int length = fitting(contents.getInt());
            parts.put(name, new Stored(source, next, length, contents.getLong()));
            next += length;
        }
        expect(parts.size() == count);
        return parts;
    }

    private static Map<String, Part> held(Map<String, Stored> parts, ByteBuffer bytes, long first)
            throws OtherwiseException {
        Map<String, Part> held = new LinkedHashMap<>();
        for (Map.Entry<String, Stored> part : parts.entrySet()) {
            Stored stored = part.getValue();
            ByteBuffer slice = bytes.slice((int) (stored.position() - first), stored.length());
            expect(new Checksum().add(slice).value() == stored.sum());
            held.put(part.getKey(), new Held(slice, stored.sum()));
        }
        return held;
    }

    private ByteBuffer bytes(long position, int length) throws IOException {
        expect(length <= end - position);
        byte[] bytes = new byte[length];
        source.read(position, bytes, length);
        return ByteBuffer.wrap(bytes);
    }

    /** The next bytes, if they are there; without a copy. */
    private static ByteBuffer take(ByteBuffer in, int length) {
        ByteBuffer bytes = in.slice(in.position(), length);
        in.position(in.position() + length);
        return bytes;
    }

    private static String text(ByteBuffer bytes) {
        return new String(bytes.array(), bytes.arrayOffset(), bytes.remaining(), StandardCharsets.UTF_8);
    }
}
