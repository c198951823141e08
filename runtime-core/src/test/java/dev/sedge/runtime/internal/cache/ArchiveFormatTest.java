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
    private static final byte[] FOUR_BYTES = {0, 0, 0, 7};

    @Test
    void decode_whatWasEncoded_isTheSameInTheSameOrder() {
        CodeArchive archive = Archives.small();

        CodeArchive decoded = Archives.decode(Archives.file(KEY, archive), KEY).orElseThrow();

        assertThat(Archives.contents(decoded)).isEqualTo(Archives.contents(archive));
        assertThat(decoded.classNames()).containsExactly("w.Zwei", "w.Éins");
        assertThat(decoded.attributeNames()).containsExactly("interpreted");
        assertThat(decoded.classFile("w.Zwei"))
                .hasValue(ByteBuffer.wrap(Archives.bytes("second by name, first by order")));
        assertThat(decoded.classFile("w.Drei")).isEmpty();
    }

    @Test
    void decode_emptyArchive_isEmpty() {
        CodeArchive nothing = CodeArchive.of(Map.of(), Map.of());

        assertThat(Archives.contents(
                        Archives.decode(Archives.file(KEY, nothing), KEY).orElseThrow()))
                .isEmpty();
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

    @Test
    void decodeInParts_anyBitFlipped_isNothingOrLacksTheDamagedPart() {
        byte[] file = Archives.file(KEY, Archives.small());
        Map<String, ByteBuffer> whole = Archives.contents(Archives.small());

        for (int bit = 0; bit < file.length * 8; bit++) {
            byte[] flipped = file.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            ArraySource source = new ArraySource(flipped);
            Optional<CodeArchive> archive = Archives.read(source, KEY, -1);
            Map<String, ByteBuffer> left = archive.map(Archives::contents).orElse(Map.of());
            assertThat(whole.entrySet()).as("bit %d", bit).containsAll(left.entrySet());
            assertThat(left.size()).as("bit %d", bit).isLessThan(whole.size());
            assertThat(source.isDamaged()).isEqualTo(archive.isPresent());
            assertThat(source.isClosed()).isEqualTo(archive.isEmpty());
        }
    }

    @Test
    void decodeInParts_truncatedAnywhere_isNothing() {
        byte[] file = Archives.file(KEY, Archives.small());

        for (int length = 0; length < file.length; length++) {
            assertThat(Archives.decodeInParts(Arrays.copyOf(file, length), KEY)).isEmpty();
        }
        assertThat(Archives.contents(Archives.decodeInParts(file, KEY).orElseThrow()))
                .isEqualTo(Archives.contents(Archives.small()));
    }

    @Test
    void decode_partsThatAreReadAtOnce_needNoFileAfterwards() {
        ArraySource source = new ArraySource(Archives.file(KEY, Archives.small()));

        CodeArchive archive = Archives.read(source, KEY, Integer.MAX_VALUE).orElseThrow();

        assertThat(source.isClosed()).isTrue();
        assertThat(Archives.contents(archive)).isEqualTo(Archives.contents(Archives.small()));
    }

    @Test
    void close_archiveInAFile_hasNothingAnyMore() {
        ArraySource source = new ArraySource(Archives.file(KEY, Archives.small()));
        CodeArchive archive = Archives.read(source, KEY, -1).orElseThrow();

        archive.close();

        assertThat(source.isClosed()).isTrue();
        assertThat(Archives.contents(archive)).isEmpty();
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
        assertThat(Archives.decode(file, key)).isPresent();

        byte[] other = module.clone();
        other[other.length - 1] = 1;
        assertThat(Archives.decode(file, CodeKey.of(other, "1", "", 17))).isEmpty();
    }

    @Test
    void fileName_isTheSameInEachProcess() {
        assertThat(KEY.fileName()).isEqualTo("5a82b3e1530006ef-b.code");
        assertThat(CodeKey.of(Archives.MODULE, "1", "").fileName())
                .isEqualTo(
                        CodeKey.of(Archives.MODULE, "1", "", Runtime.version().feature())
                                .fileName());
    }

    /** Contents that fit their checksum and lie about what is there. */
    static List<byte[]> lies() {
        return List.of(
                new byte[0],
                contents(Integer.MAX_VALUE, new byte[0]),
                contents(-1, new byte[0]),
                afterKey(Integer.MAX_VALUE),
                afterKey(1, Integer.MAX_VALUE),
                afterKey(1, -5, 1),
                afterKey(1, 0, Integer.MAX_VALUE, 0, 0, 0),
                afterKey(1, 0, -1, 0, 0, 0),
                afterKey(1, 0, 5, 0, 0, 0),
                afterKey(1, 0, 3, 0, 0, 0),
                afterKey(2, 0, 2, 0, 0, 0, 2, 0, 0, 0),
                afterKey(-1, 0),
                afterKey(0, 0, 9),
                afterKey(0),
                afterKey(0, 0));
    }

    @ParameterizedTest
    @MethodSource("lies")
    void decode_contentsWhoseNumbersLie_isNothing(byte[] contents) {
        byte[] file = Archives.sealed(contents, FOUR_BYTES);

        assertThat(Archives.decode(file, KEY)).isEmpty();
        assertThat(Archives.decodeInParts(file, KEY)).isEmpty();
    }

    @Test
    void decode_contentsOfTheTestItself_areRead() {
        long sum = Part.of(FOUR_BYTES).sum();
        byte[] contents = afterKey(1, 0, 4, (int) (sum >> 32), (int) sum, 0);

        Optional<CodeArchive> archive = Archives.decode(Archives.sealed(contents, FOUR_BYTES), KEY);

        assertThat(archive.orElseThrow().attribute("")).hasValue(ByteBuffer.wrap(FOUR_BYTES));
    }

    private static byte[] afterKey(int... numbers) {
        byte[] key = KEY.maker();
        ByteBuffer rest = ByteBuffer.allocate(key.length + numbers.length * Integer.BYTES);
        rest.put(key);
        Arrays.stream(numbers).forEach(rest::putInt);
        return contents(key.length, rest.array());
    }

    private static byte[] contents(int keyLength, byte[] rest) {
        return ByteBuffer.allocate(Integer.BYTES + rest.length)
                .putInt(keyLength)
                .put(rest)
                .array();
    }
}
