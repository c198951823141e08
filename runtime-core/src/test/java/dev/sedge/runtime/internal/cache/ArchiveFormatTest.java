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
    private static final int PREFIX_AND_DIGEST = 48;

    @Test
    void decode_whatWasEncoded_isTheSameInTheSameOrder() {
        CodeArchive archive = Archives.small();

        CodeArchive decoded =
                ArchiveFormat.decode(Archives.file(KEY, archive), KEY).orElseThrow();

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

        assertThat(ArchiveFormat.decode(Archives.file(KEY, nothing), KEY)).hasValue(nothing);
    }

    @Test
    void decode_classes_arePartsOfTheFileAndNotCopied() {
        byte[] file = Archives.file(KEY, Archives.small());

        ByteBuffer code = ArchiveFormat.decode(file, KEY)
                .orElseThrow()
                .classFile("w.Zwei")
                .orElseThrow();

        file[code.arrayOffset()] = '!';
        assertThat(code.get()).isEqualTo((byte) '!');
    }

    @Test
    void decode_truncatedAnywhere_isNothing() {
        byte[] file = Archives.file(KEY, Archives.small());

        for (int length = 0; length < file.length; length++) {
            assertThat(ArchiveFormat.decode(Arrays.copyOf(file, length), KEY))
                    .as("first %d bytes", length)
                    .isEmpty();
        }
        assertThat(ArchiveFormat.decode(Arrays.copyOf(file, file.length + 1), KEY))
                .isEmpty();
    }

    @Test
    void decode_anyBitFlipped_isNothing() {
        byte[] file = Archives.file(KEY, Archives.small());

        for (int bit = 0; bit < file.length * 8; bit++) {
            byte[] flipped = file.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(ArchiveFormat.decode(flipped, KEY)).as("bit %d", bit).isEmpty();
        }
    }

    static List<CodeKey> otherKeys() {
        return List.of(
                new CodeKey("sha256:00", KEY.compiler(), KEY.options(), KEY.javaFeature()),
                new CodeKey(KEY.module(), "2", KEY.options(), KEY.javaFeature()),
                new CodeKey(KEY.module(), KEY.compiler(), "", KEY.javaFeature()),
                new CodeKey(KEY.module(), KEY.compiler(), KEY.options(), 25),
                new CodeKey(KEY.module(), KEY.compiler() + KEY.options(), "", KEY.javaFeature()));
    }

    @ParameterizedTest
    @MethodSource("otherKeys")
    void decode_codeOfAnotherModuleCompilerOrJvm_isNothing(CodeKey other) {
        assertThat(ArchiveFormat.decode(Archives.file(KEY, Archives.small()), other))
                .isEmpty();
        assertThat(other.fileName()).isNotEqualTo(KEY.fileName());
    }

    @Test
    void fileName_isTheSameInEachProcess() {
        assertThat(KEY.fileName()).hasSize(64 + 5).endsWith(".code");
        assertThat(KEY.fileName())
                .isEqualTo(new CodeKey(KEY.module(), KEY.compiler(), KEY.options(), KEY.javaFeature()).fileName());
        assertThat(CodeKey.of(KEY.module(), "1", "").javaFeature())
                .isEqualTo(Runtime.version().feature());
    }

    /** Bodies that fit their digest and lie about what is in them. */
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
        byte[] file = Archives.joined(ArchiveFormat.sealed(List.of(ByteBuffer.wrap(body))));

        assertThat(ArchiveFormat.decode(file, KEY)).isEmpty();
    }

    @Test
    void decode_bodyOfTheTestItself_isRead() {
        byte[] body = bodyAfterKey(1, 0, 4, 0, 7);

        Optional<CodeArchive> archive =
                ArchiveFormat.decode(Archives.joined(ArchiveFormat.sealed(List.of(ByteBuffer.wrap(body)))), KEY);

        assertThat(archive.orElseThrow().attribute("")).hasValue(ByteBuffer.wrap(new byte[] {0, 0, 0, 7}));
    }

    @Test
    void encode_header_isAsLongAsTheFormatSays() {
        assertThat(ArchiveFormat.encode(KEY, Archives.small()).get(0).remaining())
                .isEqualTo(PREFIX_AND_DIGEST);
    }

    private static byte[] bodyAfterKey(int... numbers) {
        ByteBuffer rest = ByteBuffer.allocate(numbers.length * Integer.BYTES);
        Arrays.stream(numbers).forEach(rest::putInt);
        byte[] key = KEY.encoded();
        return body(key.length, Archives.joined(List.of(ByteBuffer.wrap(key), rest.flip())));
    }

    private static byte[] body(int keyLength, byte[] rest) {
        return ByteBuffer.allocate(Integer.BYTES + rest.length)
                .putInt(keyLength)
                .put(rest)
                .array();
    }
}
