package dev.sedge.runtime.internal.cache;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
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
        return joined(ArchiveFormat.encode(key, archive));
    }

    static Optional<CodeArchive> decode(byte[] file, CodeKey key) {
        try {
            return ArchiveFormat.read(Channels.newChannel(new ByteArrayInputStream(file)), file.length, key);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file that fits its checksum, with this body. */
    static byte[] sealed(byte[] body) {
        return joined(ArchiveFormat.file(MODULE, List.of(ByteBuffer.wrap(body))));
    }

    static byte[] joined(List<ByteBuffer> parts) {
        ByteBuffer all = ByteBuffer.allocate(
                parts.stream().mapToInt(ByteBuffer::remaining).sum());
        parts.forEach(part -> all.put(part.duplicate()));
        return all.array();
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
