package dev.sedge.runtime.internal.cache;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Small archives for tests. */
final class Archives {
    static final byte[] MODULE = bytes("\0asm, or so");
    static final CodeKey KEY = CodeKey.of(MODULE, "1", "split=4000", 17);

    private Archives() {}

    /** Two classes and an attribute. */
    static CodeArchive small() {
        Map<String, byte[]> classes = new LinkedHashMap<>();
        classes.put("w.Zwei", bytes("second by name, first by order"));
        classes.put("w.Éins", new byte[0]);
        return CodeArchive.of(classes, Map.of("interpreted", new byte[] {1, 2, 3}));
    }

    /** One class of that many bytes, all of the same value. */
    static CodeArchive ofSize(int bytes, int value) {
        byte[] code = new byte[bytes];
        Arrays.fill(code, (byte) value);
        return CodeArchive.of(Map.of("w.Code", code), Map.of());
    }

    static CodeKey key(int number) {
        return CodeKey.of(bytes("module " + number), "1", "", 17);
    }

    static byte[] file(CodeKey key, CodeArchive archive) {
        return written(ArchiveFormat.encode(key, archive));
    }

    /** The archive in a file, whose parts are read at once. */
    static Optional<CodeArchive> decode(byte[] file, CodeKey key) {
        return read(new ArraySource(file), key, Integer.MAX_VALUE);
    }

    /** The same, and the parts stay in the file. */
    static Optional<CodeArchive> decodeInParts(byte[] file, CodeKey key) {
        return read(new ArraySource(file), key, -1);
    }

    static Optional<CodeArchive> read(EntrySource source, CodeKey key, int mostHeld) {
        try {
            return ArchiveReader.read(source, key, mostHeld);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file that fits its checksum, with these contents and what follows them. */
    static byte[] sealed(byte[] contents, byte[] rest) {
        List<Part> parts = rest.length == 0 ? List.of() : List.of(Part.of(rest));
        return written(ArchiveFormat.file(MODULE, ByteBuffer.wrap(contents), parts));
    }

    /** All that can be had of an archive, by name. */
    static Map<String, ByteBuffer> contents(CodeArchive archive) {
        Map<String, ByteBuffer> contents = new LinkedHashMap<>();
        archive.attributeNames()
                .forEach(name -> archive.attribute(name).ifPresent(bytes -> contents.put("attribute " + name, bytes)));
        archive.classNames()
                .forEach(name -> archive.classFile(name).ifPresent(bytes -> contents.put("class " + name, bytes)));
        return contents;
    }

    private static byte[] written(EntryImage image) {
        ByteBuffer all = ByteBuffer.allocate((int) image.length());
        try {
            image.writeTo(all::put);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all.array();
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
