package dev.sedge.runtime.internal.cache;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Optional;

/** Whatever the bytes: an archive, or nothing. The saved inputs lie in the test's resources. */
final class ArchiveFuzzTest {

    /** The bytes as a file, and as a body that fits its checksum, which no fuzzer would find. */
    @FuzzTest(maxDuration = "5m")
    void decode_anyBytes_isAnArchiveOrNothing(byte[] bytes) {
        assertThat(Archives.decode(bytes, Archives.KEY)).isEmpty();
        Optional<CodeArchive> archive = Archives.decode(Archives.sealed(bytes), Archives.KEY);
        archive.ifPresent(found -> found.classNames()
                .forEach(name -> found.classFile(name)
                        .orElseThrow()
                        .get(new byte[found.classFile(name).orElseThrow().remaining()])));
    }
}
