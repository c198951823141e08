package dev.sedge.runtime.internal.cache;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The form of an archive in a file. Numbers are big-endian, and a text is its length and its UTF-8:
 *
 * <pre>
 *  8  "SEDGECO" and the version of the form
 *  8  length of the file
 *  8  length of the module
 *  8  checksum of the body
 *     the module
 *     the body: by what it was made: its length, its bytes
 *               the attributes: their count; for each its name and its length
 *               the classes, the same
 *               the bytes of the attributes, then of the classes
 * </pre>
 *
 * The module is there to be compared: so no module, however it is made, gets the code of another one. The checksum finds
 * damage. It is no seal, and nor would be a digest: who can write into the directory of a store can make one that fits,
 * and a secret key would lie where such a writer, who has our rights, can read it. The rights of the directory and of
 * its files are what keeps others out.
 */
final class ArchiveFormat {

    static final int VERSION = 3;

    static final int HEADER_BYTES = 4 * Long.BYTES;

    private static final int PIECE = 1 << 16;
    private static final long MAGIC = 0x5345_4447_4543_4F00L | VERSION;

    private ArchiveFormat() {}

    private record Part(ByteBuffer name, ByteBuffer bytes) {
        static Part of(String name, Optional<ByteBuffer> bytes) {
            return new Part(ByteBuffer.wrap(name.getBytes(StandardCharsets.UTF_8)), bytes.orElseThrow());
        }
    }

    /** The file in pieces, so that the code is not copied. */
    static List<ByteBuffer> encode(CodeKey key, CodeArchive archive) {
        List<Part> attributes = new ArrayList<>();
        for (String name : archive.attributeNames()) {
            attributes.add(Part.of(name, archive.attribute(name)));
        }
        List<Part> classes = new ArrayList<>();
        for (String name : archive.classNames()) {
            classes.add(Part.of(name, archive.classFile(name)));
        }
        List<ByteBuffer> body = new ArrayList<>();
        body.add(contents(key, attributes, classes));
        for (Part attribute : attributes) {
            body.add(attribute.bytes);
        }
        for (Part classFile : classes) {
            body.add(classFile.bytes);
        }
        return file(key.module(), body);
    }

    /** A whole file with this body. */
    static List<ByteBuffer> file(byte[] module, List<ByteBuffer> body) {
        Checksum sum = new Checksum();
        long length = HEADER_BYTES + (long) module.length;
        for (ByteBuffer part : body) {
            length += part.remaining();
            sum.add(part);
        }
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
        header.putLong(MAGIC)
                .putLong(length)
                .putLong(module.length)
                .putLong(sum.value())
                .flip();
        List<ByteBuffer> file = new ArrayList<>(List.of(header, ByteBuffer.wrap(module)));
        file.addAll(body);
        return file;
    }

    /**
     * Reads a file from its beginning.
     *
     * @param length how long it is; nothing is reserved for one that says another length itself
     * @return what it holds; empty if it is damaged in any way or holds the code of another key
     */
    static Optional<CodeArchive> read(ReadableByteChannel in, long length, CodeKey key) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
        long bodyLength = length - HEADER_BYTES - key.module().length;
        if (bodyLength < 0
                || bodyLength > Integer.MAX_VALUE - 8
                || !fill(header, in)
                || header.flip().getLong() != MAGIC
                || header.getLong() != length
                || header.getLong() != key.module().length
                || !continuesWith(key.module(), in)) {
            return Optional.empty();
        }
        byte[] body = new byte[(int) bodyLength];
        if (!fill(ByteBuffer.wrap(body), in) || new Checksum().add(body).value() != header.getLong()) {
            return Optional.empty();
        }
        try {
            return decode(ByteBuffer.wrap(body), key);
        } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
            return Optional.empty(); // A number says more than is there, which is no work of ours.
        }
    }

    /** Whether these are the next bytes. */
    private static boolean continuesWith(byte[] module, ReadableByteChannel in) throws IOException {
        byte[] piece = new byte[Math.min(PIECE, module.length)];
        for (int start = 0; start < module.length; start += piece.length) {
            int length = Math.min(piece.length, module.length - start);
            if (!fill(ByteBuffer.wrap(piece, 0, length), in)
                    || !Arrays.equals(piece, 0, length, module, start, start + length)) {
                return false;
            }
        }
        return true;
    }

    /** In pieces: a channel keeps as much memory outside of the heap as it is given. */
    private static boolean fill(ByteBuffer buffer, ReadableByteChannel in) throws IOException {
        int end = buffer.limit();
        while (buffer.position() < end) {
            buffer.limit(Math.min(end, buffer.position() + PIECE));
            if (in.read(buffer) < 0) {
                return false;
            }
        }
        return true;
    }

    private static ByteBuffer contents(CodeKey key, List<Part> attributes, List<Part> classes) {
        byte[] maker = key.maker();
        ByteBuffer out =
                ByteBuffer.allocate(Integer.BYTES + maker.length + listLength(attributes) + listLength(classes));
        out.putInt(maker.length).put(maker);
        writeList(attributes, out);
        writeList(classes, out);
        return out.flip();
    }

    private static int listLength(List<Part> parts) {
        int length = Integer.BYTES;
        for (Part part : parts) {
            length += 2 * Integer.BYTES + part.name.remaining();
        }
        return length;
    }

    private static void writeList(List<Part> parts, ByteBuffer out) {
        out.putInt(parts.size());
        for (Part part : parts) {
            out.putInt(part.name.remaining()).put(part.name).putInt(part.bytes.remaining());
        }
    }

    private static Optional<CodeArchive> decode(ByteBuffer in, CodeKey key) {
        if (!take(in, in.getInt()).equals(ByteBuffer.wrap(key.maker()))) {
            return Optional.empty();
        }
        Map<String, Integer> attributeLengths = readList(in);
        Map<String, Integer> classLengths = readList(in);
        Map<String, ByteBuffer> attributes = cut(attributeLengths, in);
        Map<String, ByteBuffer> classes = cut(classLengths, in);
        return in.hasRemaining() ? Optional.empty() : Optional.of(CodeArchive.ofSlices(classes, attributes));
    }

    private static Map<String, Integer> readList(ByteBuffer in) {
        Map<String, Integer> lengths = new LinkedHashMap<>();
        int count = in.getInt();
        for (int i = 0; i < count; i++) {
            ByteBuffer name = take(in, in.getInt());
            int length = in.getInt();
            lengths.put(new String(name.array(), name.arrayOffset(), name.remaining(), StandardCharsets.UTF_8), length);
        }
        if (lengths.size() != count) {
            throw new IndexOutOfBoundsException("a name is there twice");
        }
        return lengths;
    }

    private static Map<String, ByteBuffer> cut(Map<String, Integer> lengths, ByteBuffer in) {
        Map<String, ByteBuffer> parts = new LinkedHashMap<>();
        for (Map.Entry<String, Integer> part : lengths.entrySet()) {
            parts.put(part.getKey(), take(in, part.getValue()));
        }
        return parts;
    }

    /** The next bytes, if they are there; without a copy. */
    private static ByteBuffer take(ByteBuffer in, int length) {
        ByteBuffer bytes = in.slice(in.position(), length);
        in.position(in.position() + length);
        return bytes;
    }
}
