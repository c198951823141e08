package dev.sedge.oci.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.sedge.oci.Descriptor;
import dev.sedge.oci.ImageReference;
import dev.sedge.oci.OciException;
import dev.sedge.oci.local.Fault;
import dev.sedge.oci.local.FaultyRegistry;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DeadlineTest {
    private static final byte[] BLOB = ClientFixture.noise(100_000);
    private static final long FOR_EVER = 600_000;

    private ClientFixture fixture;
    private FaultyRegistry registry;
    private ImageReference repository;
    private Descriptor blob;

    @BeforeEach
    void start() throws Exception {
        fixture = new ClientFixture();
        registry = fixture.registry;
        blob = registry.addBlob("a/b", BLOB);
        repository = registry.reference("a/b:1");
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void read_stallAfterTheFirstByte_endsAtTheIdleDeadline() {
        registry.on("blobs", registry.drip(BLOB, FOR_EVER));
        RegistryClient client = fixture.options()
                .deadlines(Deadlines.DEFAULT.withIdle(Duration.ofMillis(200)))
                .build();

        assertThatThrownBy(() -> fixture.read(client, repository, blob, 0))
                .isInstanceOf(OciException.Unavailable.class)
                .hasMessage("pull blob " + blob.digest() + " of " + repository.name() + " failed: " + registry.address()
                        + " sent nothing for 200 ms; try again later");
        assertThat(fixture.waits).isEmpty();
    }

    @Test
    void read_oneByteAtATime_endsBelowTheLowestRate() {
        registry.on("blobs", registry.drip(BLOB, 20));
        RegistryClient client = fixture.options()
                .deadlines(Deadlines.DEFAULT.withRateWindow(Duration.ofMillis(400)))
                .build();

        assertThatThrownBy(() -> fixture.read(client, repository, blob, 0))
                .isInstanceOf(OciException.Unavailable.class)
                .hasMessage("pull blob " + blob.digest() + " of " + repository.name() + " failed: " + registry.address()
                        + " sent less than 1024 bytes a second for 400 ms; try again later");
        assertThat(fixture.waits).isEmpty();
    }

    @Test
    void fetchManifest_stalledBody_endsAtTheIdleDeadline() {
        registry.on("manifests", registry.drip(BLOB, FOR_EVER));
        RegistryClient client = fixture.options()
                .deadlines(Deadlines.DEFAULT.withIdle(Duration.ofMillis(200)))
                .build();

        assertThatThrownBy(() -> client.fetchManifest(repository))
                .isInstanceOf(OciException.Unavailable.class)
                .hasMessageContaining("sent nothing for 200 ms");
    }

    @Test
    void fetchManifest_noAnswer_endsAtTheHeaderDeadline() {
        registry.on("manifests", registry.silence());
        Deadlines hasty = new Deadlines(
                Duration.ofSeconds(10),
                Duration.ofMillis(200),
                Duration.ofSeconds(30),
                Duration.ofSeconds(30),
                1024,
                Duration.ofMinutes(5));
        RegistryClient client = fixture.options().deadlines(hasty).build();

        assertThatThrownBy(() -> client.fetchManifest(repository))
                .isInstanceOf(OciException.Unavailable.class)
                .hasMessage("pull manifest for " + repository + " failed: " + registry.address()
                        + " did not answer in time; try again later");
        assertThat(registry.requests()).hasSize(3);
    }

    @Test
    void interrupt_whileWaitingForAnAnswer_cancels() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        Fault silence = registry.silence();
        registry.on("manifests", exchange -> {
            asked.countDown();
            return silence.answer(exchange);
        });

        assertCancelled(() -> fixture.client().fetchManifest(repository), asked);
    }

    @Test
    void interrupt_whileReadingABody_cancels() throws Exception {
        registry.on("blobs", registry.drip(BLOB, FOR_EVER));
        CountDownLatch reading = new CountDownLatch(1);

        assertCancelled(
                () -> {
                    try (InputStream stream = fixture.client().openBlob(repository, blob, 0)) {
                        assertThat(stream.read()).isEqualTo(BLOB[0] & 0xff);
                        reading.countDown();
                        return stream.read();
                    }
                },
                reading);
    }

    @Test
    void interrupt_whileWaitingToTryAgain_cancels() throws Exception {
        registry.on("manifests", Fault.status(503));
        CountDownLatch waiting = new CountDownLatch(1);
        RegistryClient client = fixture.options()
                .sleeper(duration -> {
                    waiting.countDown();
                    new CountDownLatch(1).await();
                })
                .build();

        assertCancelled(() -> client.fetchManifest(repository), waiting);
    }

    private static void assertCancelled(Callable<Object> call, CountDownLatch ready) throws InterruptedException {
        FutureTask<Object> task = new FutureTask<>(call);
        Thread thread = new Thread(task, "pull");
        thread.start();
        ready.await();
        thread.interrupt();
        Throwable thrown = catchThrowable(task::get);
        thread.join();
        assertThat(thrown).isInstanceOf(ExecutionException.class);
        assertThat(thrown.getCause()).isInstanceOf(OciException.Cancelled.class).hasMessageContaining("was cancelled");
    }
}
