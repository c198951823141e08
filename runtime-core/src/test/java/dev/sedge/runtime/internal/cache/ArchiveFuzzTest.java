package dev.sedge.runtime.internal.cache;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

/** Whatever the bytes: an archive, or nothing. The saved inputs lie in the test's resources. */
final class ArchiveFuzzTest {

    /** The bytes as a file, and as contents that fit their checksum, which no fuzzer would find. */
    @FuzzTest(maxDuration = "5m")
    void decode_anyBytes_isAnArchiveOrNothing(byte[] bytes) {
        assertThat(Archives.decode(bytes, Archives.KEY)).isEmpty();
        readBothWays(Archives.sealed(bytes, bytes));
        readBothWays(Archives.sealed(bytes, new byte[0]));
    }

    /** Inputs of another version of the form would end at the first bytes. */
    @Test
    void savedInputs_areOfTheFormOfToday() throws IOException {
        byte[] two = saved("two-classes");
        byte[] empty = saved("empty");

        assertThat(Archives.decodeInParts(Archives.sealed(two, two), Archives.KEY)
                        .orElseThrow()
                        .classNames())
                .containsExactly("w.Zwei", "w.Éins");
        assertThat(Archives.decode(Archives.sealed(empty, new byte[0]), Archives.KEY))
                .isPresent();
    }

    private static byte[] saved(String name) throws IOException {
        String directory = "ArchiveFuzzTestInputs/decode_anyBytes_isAnArchiveOrNothing/";
        try (InputStream in = requireNonNull(ArchiveFuzzTest.class.getResourceAsStream(directory + name))) {
            return in.readAllBytes();
        }
    }

    private static void readBothWays(byte[] file) {
        Archives.decode(file, Archives.KEY).ifPresent(Archives::contents);
        Archives.decodeInParts(file, Archives.KEY).ifPresent(Archives::contents);
    }
}
