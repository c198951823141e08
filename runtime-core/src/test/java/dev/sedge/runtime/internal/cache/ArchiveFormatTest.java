package dev.sedge.runtime.internal.cache;

import static dev.sedge.runtime.internal.cache.Archives.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ArchiveFormatTest {
    @Test
    void decode_whatWasEncoded_isTheSameInTheSameOrder() {
        CodeArchive archive = Archives.small();

        CodeArchive decoded = Archives.decode(Archives.file(KEY, archive), KEY).orElseThrow();

        assertThat(decoded).isEqualTo(archive);
        assertThat(decoded.classNames()).containsExactly("w.Zwei", "w.Éins");
        assertThat(decoded.attributeNames()).containsExactly("interpreted");
        assertThat(decoded.classFile("w.Zwei"))
                .hasValue(ByteBuffer.wrap(Archives.bytes("second by name, first by order")));
        assertThat(decoded.classFile("w.Drei")).isEmpty();
    }

    @Test
    void decode_emptyArchive_isEmpty() {
        CodeArchive nothing = CodeArchive.of(Map.of(), Map.of());

        assertThat(Archives.decode(Archives.file(KEY, nothing), KEY)).hasValue(nothing);
    }

    @Test
    void decode_truncatedAnywhere_isNothing() {
        byte[] file = Archives.file(KEY, Archives.small());

        for (int length = 0; length < file.length; length++) {
            assertThat(Archives.decode(Arrays.copyOf(file, length), KEY))
                    .as("first %d bytes", length)
                    .isEmpty();
        }
        assertThat(Archives.decode(Arrays.copyOf(file, file.length + 1), KEY)).isEmpty();
    }

    @Test
    void decode_anyBitFlipped_isNothing() {
        byte[] file = Archives.file(KEY, Archives.small());

        for (int bit = 0; bit < file.length * 8; bit++) {
            byte[] flipped = file.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(Archives.decode(flipped, KEY)).as("bit %d", bit).isEmpty();
        }
    }

    static List<CodeKey> otherKeys() {
        return List.of(
                CodeKey.of(Archives.bytes("\0asm, or no"), "1", "split=4000", 17),
                CodeKey.of(Archives.bytes("\0asm, or so."), "1", "split=4000", 17),
                CodeKey.of(new byte[0], "1", "split=4000", 17),
                CodeKey.of(Archives.MODULE, "2", "split=4000", 17),
                CodeKey.of(Archives.MODULE, "1", "", 17),
                CodeKey.of(Archives.MODULE, "1", "split=4000", 25),
                CodeKey.of(Archives.MODULE, "1split=4000", "", 17));
    }

    @ParameterizedTest
    @MethodSource("otherKeys")
    void decode_codeOfAnotherModuleCompilerOrJvm_isNothing(CodeKey other) {
        assertThat(Archives.decode(Archives.file(KEY, Archives.small()), other)).isEmpty();
        assertThat(other.fileName()).isNotEqualTo(KEY.fileName());
    }

    @Test
    void decode_longModule_isComparedToItsEnd() {
        byte[] module = new byte[200_000];
        CodeKey key = CodeKey.of(module, "1", "", 17);
        byte[] file = Archives.file(key, Archives.small());
        assertThat(Archives.decode(file, key)).hasValue(Archives.small());

        byte[] other = module.clone();
        other[other.length - 1] = 1;
        assertThat(Archives.decode(file, CodeKey.of(other, "1", "", 17))).isEmpty();
    }

    @Test
    void fileName_isTheSameInEachProcess() {
        assertThat(KEY.fileName()).isEqualTo("59cbde5a52dd06ee-b.code");
        assertThat(CodeKey.of(Archives.MODULE, "1", "").fileName())
                .isEqualTo(
                        CodeKey.of(Archives.MODULE, "1", "", Runtime.version().feature())
                                .fileName());
    }

    /** Bodies that fit their checksum and lie about what is in them. */
    static List<byte[]> lies() {
        return List.of(
                new byte[0],
                body(Integer.MAX_VALUE, new byte[0]),
                body(-1, new byte[0]),
                bodyAfterKey(Integer.MAX_VALUE),
                bodyAfterKey(1, Integer.MAX_VALUE),
                bodyAfterKey(1, -5, 1),
                bodyAfterKey(1, 0, Integer.MAX_VALUE, 0),
                bodyAfterKey(1, 0, -1, 0),
                bodyAfterKey(2, 0, 4, 0, 4, 0, 7),
                bodyAfterKey(-1, 0),
                bodyAfterKey(0, 0, 9),
                bodyAfterKey(0));
    }

    @ParameterizedTest
    @MethodSource("lies")
    void decode_bodyWhoseNumbersLie_isNothing(byte[] body) {
        assertThat(Archives.decode(Archives.sealed(body), KEY)).isEmpty();
    }

    @Test
    void decode_bodyOfTheTestItself_isRead() {
        byte[] body = bodyAfterKey(1, 0, 4, 0, 7);

        Optional<CodeArchive> archive = Archives.decode(Archives.sealed(body), KEY);

        assertThat(archive.orElseThrow().attribute("")).hasValue(ByteBuffer.wrap(new byte[] {0, 0, 0, 7}));
    }

    private static byte[] bodyAfterKey(int... numbers) {
        ByteBuffer rest = ByteBuffer.allocate(numbers.length * Integer.BYTES);
        Arrays.stream(numbers).forEach(rest::putInt);
        byte[] key = KEY.maker();
        return body(key.length, Archives.joined(List.of(ByteBuffer.wrap(key), rest.flip())));
    }

    private static byte[] body(int keyLength, byte[] rest) {
        return ByteBuffer.allocate(Integer.BYTES + rest.length)
                .putInt(keyLength)
                .put(rest)
                .array();
    }
}
