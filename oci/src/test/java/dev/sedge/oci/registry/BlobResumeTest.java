package dev.sedge.oci.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sedge.oci.Descriptor;
import dev.sedge.oci.ImageReference;
import dev.sedge.oci.OciException;
import dev.sedge.oci.local.Fault;
import dev.sedge.oci.local.FaultyRegistry;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlobResumeTest {
    private static final byte[] BLOB = ClientFixture.noise(1 << 20);

    private ClientFixture fixture;
    private FaultyRegistry registry;
    private ImageReference repository;
    private Descriptor blob;

    @BeforeEach
    void start() throws Exception {
        fixture = new ClientFixture();
        registry = fixture.registry;
        blob = registry.addBlob("a/b", BLOB);
        repository = registry.reference("a/b");
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 16_383, 16_384, 65_536, 500_000, (1 << 20) - 1})
    void read_cutAtAnyByte_resumesByRangeWithLittleReadTwice(int sent) throws Exception {
        registry.once("blobs", Fault.cut(BLOB, sent));

        assertThat(fixture.read(fixture.client(), repository, blob, 0)).isEqualTo(BLOB);

        assertThat(registry.requests()).hasSize(2);
        String range = registry.requests().get(1).range();
        long resumed = range.isEmpty() ? 0 : Long.parseLong(range.substring("bytes=".length(), range.length() - 1));
        // What was in a buffer of the client when the connection broke is read again.
        assertThat(resumed).isBetween(Math.max(0L, sent - (64 << 10)), (long) sent);
    }

    @Test
    void read_cutAgainAndAgainWithProgress_goesOn() throws Exception {
        for (int i = 0; i < 8; i++) {
            registry.once("blobs", cutRange(100_000));
        }

        assertThat(fixture.read(fixture.client(), repository, blob, 0)).isEqualTo(BLOB);
        assertThat(registry.requests()).hasSize(9);
    }

    @Test
    void read_cutAgainAndAgainAfterAFewBytes_givesUp() {
        registry.on("blobs", cutRange(100));

        assertThatThrownBy(() -> fixture.read(fixture.client(), repository, blob, 0))
                .isInstanceOf(OciException.Unavailable.class)
                .hasMessageContaining("pull blob " + blob.digest() + " of " + repository.name() + " failed: ")
                .hasMessageContaining(registry.address() + " broke");
        assertThat(registry.requests()).hasSize(3);
    }

    @Test
    void read_serverIgnoresRange_startsAgainAndSkips() throws Exception {
        registry.on("blobs", Fault.content(200, BLOB));
        registry.once("blobs", Fault.cut(BLOB, 700_000));

        assertThat(fixture.read(fixture.client(), repository, blob, 0)).isEqualTo(BLOB);
        assertThat(fixture.read(fixture.client(), repository, blob, 1_000_000))
                .isEqualTo(Arrays.copyOfRange(BLOB, 1_000_000, BLOB.length));
    }

    @Test
    void read_rangeNotSatisfiable_startsAgainWithoutRange() throws Exception {
        registry.once("blobs", Fault.status(416));

        assertThat(fixture.read(fixture.client(), repository, blob, 5))
                .isEqualTo(Arrays.copyOfRange(BLOB, 5, BLOB.length));
        assertThat(registry.requests()).extracting("range").containsExactly("bytes=5-", "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes 0-1048575/1048576", "bytes 6-1048575/1048576", "bytes 5-1048575/99", "nonsense", ""})
    void read_wrongContentRange_startsAgainWithoutRange(String contentRange) throws Exception {
        registry.once("blobs", Fault.content(206, BLOB, "Content-Range", contentRange));

        assertThat(fixture.read(fixture.client(), repository, blob, 5))
                .isEqualTo(Arrays.copyOfRange(BLOB, 5, BLOB.length));
    }

    @Test
    void read_resumedThroughRedirect_startsAtTheRegistryAgain() throws Exception {
        try (FaultyRegistry storage = FaultyRegistry.start()) {
            storage.addBlob("a/b", BLOB);
            storage.once("blobs", Fault.cut(BLOB, 300_000));
            registry.on(
                    "blobs",
                    exchange -> Fault.status(
                                    307,
                                    "Location",
                                    "http://" + storage.address() + exchange.getRequestURI() + "?signature=s3cret")
                            .answer(exchange));

            assertThat(fixture.read(fixture.client(), repository, blob, 0)).isEqualTo(BLOB);
            assertThat(registry.requests()).hasSize(2);
            assertThat(storage.requests()).hasSize(2);
        }
    }

    /** Honours the Range, but sends only so many bytes of what it promises. */
    private static Fault cutRange(int sent) {
        return exchange -> {
            String range = exchange.getRequestHeaders().getFirst("Range");
            int start = range == null ? 0 : Integer.parseInt(range.substring(6, range.length() - 1));
            if (range != null) {
                Fault.set(exchange, "Content-Range", "bytes " + start + "-" + (BLOB.length - 1) + "/" + BLOB.length);
            }
            exchange.sendResponseHeaders(range == null ? 200 : 206, BLOB.length - start);
            exchange.getResponseBody().write(BLOB, start, Math.min(sent, BLOB.length - start));
            exchange.getResponseBody().flush();
            exchange.close();
            return true;
        };
    }
}
