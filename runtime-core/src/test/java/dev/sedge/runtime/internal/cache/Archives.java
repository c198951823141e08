package dev.sedge.runtime.internal.cache;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Small archives for tests. */
final class Archives {
    static final CodeKey KEY = new CodeKey("sha256:" + "ab".repeat(32), "1", "split=4000", 17);

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
        return new CodeKey("sha256:" + number, "1", "", 17);
    }

    static byte[] file(CodeKey key, CodeArchive archive) {
        return joined(ArchiveFormat.encode(key, archive));
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
