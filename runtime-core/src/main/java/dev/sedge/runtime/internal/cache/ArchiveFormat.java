package dev.sedge.runtime.internal.cache;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The form of an archive in a file. Numbers are big-endian, and a text is its length and its UTF-8:
 *
 * <pre>
 *  8  "SEDGECO" and the version of the form
 *  8  length of the file
 *  8  length of the module
 *  8  length of the contents
 *  8  checksum of the contents
 *     the module
 *     the contents: by what it was made: its length, its bytes
 *                   the attributes: their count; for each its name, its length and its checksum
 *                   the classes, the same
 *     the bytes of the attributes, then of the classes
 * </pre>
 *
 * The module is there to be compared: so no module, however it is made, gets the code of another one. The checksums find
 * damage. They are no seal, and nor would digests be: who can write into the directory of a store can make some that fit,
 * and a secret key would lie where such a writer, who has our rights, can read it. The rights of the directory and of
 * its files are what keeps others out.
 */
final class ArchiveFormat {

    static final int VERSION = 4;

    static final int HEADER_BYTES = 5 * Long.BYTES;

    static final long MAGIC = 0x5345_4447_4543_4F00L | VERSION;

    private ArchiveFormat() {}

    /** The file of an archive. */
    static EntryImage encode(CodeKey key, CodeArchive archive) {
        ByteBuffer contents = contents(key, archive.attributes(), archive.classes());
        List<Part> parts = new ArrayList<>(archive.attributes().values());
        parts.addAll(archive.classes().values());
        return file(key.module(), contents, parts);
    }

    /** A whole file with these contents. */
    static EntryImage file(byte[] module, ByteBuffer contents, List<Part> parts) {
        long length = HEADER_BYTES + (long) module.length + contents.remaining();
        for (Part part : parts) {
            length += part.length();
        }
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES)
                .putLong(MAGIC)
                .putLong(length)
                .putLong(module.length)
                .putLong(contents.remaining())
                .putLong(new Checksum().add(contents).value())
                .flip();
        return new EntryImage(List.of(header, ByteBuffer.wrap(module), contents), parts);
    }

    private static ByteBuffer contents(CodeKey key, Map<String, Part> attributes, Map<String, Part> classes) {
        byte[] maker = key.maker();
        List<byte[]> names = new ArrayList<>();
        int length = 3 * Integer.BYTES + maker.length;
        for (Map<String, Part> parts : List.of(attributes, classes)) {
            for (String name : parts.keySet()) {
                byte[] text = name.getBytes(StandardCharsets.UTF_8);
                names.add(text);
                length += 2 * Integer.BYTES + Long.BYTES + text.length;
            }
        }
        ByteBuffer out = ByteBuffer.allocate(length).putInt(maker.length).put(maker);
        int next = 0;
        for (Map<String, Part> parts : List.of(attributes, classes)) {
            out.putInt(parts.size());
            for (Part part : parts.values()) {
                byte[] name = names.get(next++);
                out.putInt(name.length).put(name).putInt(part.length()).putLong(part.sum());
            }
        }
        return out.flip();
    }
}
