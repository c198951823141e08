package dev.sedge.bench.engines.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The kernels come to what gcc's do, in every engine that the build brings into this JVM; how fast is no matter of a test. */
class KernelsTest {
    @ParameterizedTest
    @CsvSource({
        "coremark_like, 3, 18443",
        "matmul, 20, 1834",
        "nbody, 100, 169050762",
        "sieve, 10000, 1229",
        "qsort, 1000, 891184585",
        "sha256, 2, 685779183",
        "fib, 15, 610",
        "indirect, 1000, 241626399",
        "vm, 50, 1314423893"
    })
    void kernel_littleWork_sameAsGcc(String name, int work, long checksum) throws IOException {
        byte[] wasm = wasm();

        assertThat(new SedgeProbe().kernel(wasm, name, work).getAsLong()).isEqualTo(checksum);
        assertThat(new ChicoryProbe().kernel(wasm, name, work).getAsLong()).isEqualTo(checksum);
    }

    @Test
    void kernel_calledAgain_sameChecksum() throws IOException {
        var call = new SedgeProbe().kernel(wasm(), "qsort", 100);

        assertThat(call.getAsLong()).isEqualTo(call.getAsLong());
    }

    private static byte[] wasm() throws IOException {
        try (var stream = KernelsTest.class.getResourceAsStream("/dev/sedge/bench/engine.wasm")) {
            assertThat(stream).isNotNull();
            return stream.readAllBytes();
        }
    }
}
