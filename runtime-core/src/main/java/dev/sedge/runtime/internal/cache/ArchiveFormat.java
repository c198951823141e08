package dev.sedge.runtime.internal.cache;

import dev.sedge.runtime.internal.Sha256;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
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
 * 32  SHA-256 of all that follows
 *     the key: its length, its bytes
 *     the attributes: their count; for each its name and its length
 *     the classes, the same
 *     the bytes of the attributes, then of the classes
 * </pre>
 *
 * The digest finds damage. It is no seal: who can write into the directory of a store can make one that fits. Nor would
 * a secret key be one, because such a writer has our rights and can read what we can. The rights of the directory and of
 * its files are what keeps others out.
 */
final class ArchiveFormat {

    static final int VERSION = 1;

    /** What says how long a file is to be. */
    static final int PREFIX_BYTES = 16;

    private static final int DIGEST_BYTES = 32;
    private static final int HEADER_BYTES = PREFIX_BYTES + DIGEST_BYTES;
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
        return sealed(body);
    }

    /** A header and what follows it. */
    static List<ByteBuffer> sealed(List<ByteBuffer> body) {
        MessageDigest sha = Sha256.newDigest();
        long length = HEADER_BYTES;
        for (ByteBuffer part : body) {
            length += part.remaining();
            sha.update(part.duplicate());
        }
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
        header.putLong(MAGIC).putLong(length).put(sha.digest()).flip();
        List<ByteBuffer> file = new ArrayList<>(List.of(header));
        file.addAll(body);
        return file;
    }

    /** Whether a file of this length may begin like this. */
    static boolean isPrefix(ByteBuffer prefix, long length) {
        return length >= HEADER_BYTES && prefix.getLong() == MAGIC && prefix.getLong() == length;
    }

    /** What a file holds; empty if it is damaged in any way or holds the code of another key. */
    static Optional<CodeArchive> decode(byte[] file, CodeKey key) {
        if (file.length < HEADER_BYTES || !isPrefix(ByteBuffer.wrap(file), file.length)) {
            return Optional.empty();
        }
        MessageDigest sha = Sha256.newDigest();
        sha.update(file, HEADER_BYTES, file.length - HEADER_BYTES);
        byte[] digest = Arrays.copyOfRange(file, PREFIX_BYTES, HEADER_BYTES);
        if (!Arrays.equals(sha.digest(), digest)) {
            return Optional.empty();
        }
        try {
            return read(ByteBuffer.wrap(file, HEADER_BYTES, file.length - HEADER_BYTES), key);
        } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
            return Optional.empty(); // A number says more than is there, which is no work of ours.
        }
    }

    private static ByteBuffer contents(CodeKey key, List<Part> attributes, List<Part> classes) {
        byte[] encodedKey = key.encoded();
        ByteBuffer out =
                ByteBuffer.allocate(Integer.BYTES + encodedKey.length + listLength(attributes) + listLength(classes));
        out.putInt(encodedKey.length).put(encodedKey);
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

    private static Optional<CodeArchive> read(ByteBuffer in, CodeKey key) {
        if (!key.matches(take(in, in.getInt()))) {
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
