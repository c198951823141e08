package dev.sedge.runtime.internal.cache;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Whatever the bytes: an archive, or nothing. The saved inputs lie in the test's resources. */
final class ArchiveFuzzTest {

    /** The bytes as a file, and as contents that fit their checksum, which no fuzzer would find. */
    @FuzzTest(maxDuration = "5m")
    void decode_anyBytes_isAnArchiveOrNothing(byte[] bytes) {
        assertThat(Archives.decode(bytes, Archives.KEY)).isEmpty();
        byte[] sealed = Archives.sealed(bytes, bytes);
        Archives.decode(sealed, Archives.KEY).ifPresent(Archives::contents);
        Archives.decodeInParts(sealed, Archives.KEY).ifPresent(Archives::contents);
    }
}
