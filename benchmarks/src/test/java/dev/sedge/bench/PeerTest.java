package dev.sedge.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every peer computes the same, so that their times can be compared. */
class PeerTest {
    @ParameterizedTest
    @EnumSource
    void kernels_everyPeer_sameResults(Peer peer) {
        try (var engine = peer.engine();
                var kernels = engine.compile(Guests.kernels()).instantiate()) {
            assertThat(kernels.function("nothing").call()).isZero();
            assertThat(kernels.function("add").call(19, 23)).isEqualTo(42);
            assertThat(kernels.function("fib").call(20)).isEqualTo(6765);
            assertThat(kernels.function("sieve").call(10_000)).isEqualTo(1229);
            assertThat(kernels.function("store").call(1)).isEqualTo(1);
            assertThat(kernels.function("load").call(1)).isEqualTo(16_383L * 16_384 / 2);
            assertThat(kernels.function("copy").call(8)).isEqualTo(7);
            assertThat(kernels.function("host").call(1000)).isEqualTo(1000);
        }
    }

    @ParameterizedTest
    @EnumSource
    void memory_writtenByHost_readBack(Peer peer) {
        try (var engine = peer.engine();
                var kernels = engine.compile(Guests.kernels()).instantiate()) {
            var memory = kernels.memory();
            memory.write(100, new byte[] {1, 2, 3, 4, 5});
            memory.writeInt(104, 0x0A0B0C0D);

            assertThat(memory.readInt(100)).isEqualTo(0x04030201);
            assertThat(memory.read(102, 4)).containsExactly(3, 4, 0x0D, 0x0C);
        }
    }

    @ParameterizedTest
    @EnumSource
    void example_everyPeer_endsWithItsFile(Peer peer) {
        var stdout = new ByteArrayOutputStream();
        try (var directory = TemporaryDirectory.create();
                var engine = peer.engine();
                var example = engine.compile(Guests.example())
                        .instantiate(new Grants(directory.path(), stdout, List.of("example", "50000000")))) {
            example.function("_start").call();

            assertThat(stdout.toString(StandardCharsets.UTF_8).lines())
                    .contains("The args are as follows.", "example", "50000000")
                    .endsWith("File content is This is in a file");
        }
    }
}
