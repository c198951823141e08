package dev.sedge.oci.registry;

import dev.sedge.oci.Descriptor;
import dev.sedge.oci.ImageReference;
import dev.sedge.oci.local.FaultyRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A client of a faulty registry whose waits cost no time and are remembered. */
final class ClientFixture implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    final FaultyRegistry registry = FaultyRegistry.start();
    final List<Duration> waits = new ArrayList<>();
    private long nanos;

    ClientFixture() throws IOException {}

    RegistryClient.Builder options() {
        return RegistryClient.builder()
                .host(HostConfig.of(registry.address()).withPlainHttp())
                .clock(InstantSource.fixed(NOW))
                .nanoTime(() -> nanos)
                .sleeper(this::sleep);
    }

    RegistryClient client() {
        return options().build();
    }

    private void sleep(Duration duration) {
        waits.add(duration);
        pass(duration);
    }

    void pass(Duration duration) {
        nanos += duration.toNanos();
    }

    byte[] read(RegistryClient client, ImageReference repository, Descriptor blob, long offset) throws IOException {
        try (InputStream stream = client.openBlob(repository, blob, offset)) {
            return stream.readAllBytes();
        }
    }

    static byte[] noise(int length) {
        byte[] bytes = new byte[length];
        new Random(7).nextBytes(bytes);
        return bytes;
    }

    @Override
    public void close() {
        registry.close();
    }
}
