package dev.sedge.agent.pod;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sedge.agent.cri.CriException;
import dev.sedge.agent.state.DirectoryStateStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PodsConcurrencyTest {
    private static final int CALLERS = 8;

    @TempDir
    Path directory;

    private final ExecutorService callers = Executors.newFixedThreadPool(CALLERS);

    @AfterEach
    void shutDown() {
        callers.shutdownNow();
    }

    @Test
    void remove_byManyAtOnce_happensOnce() throws Exception {
        PodsFixture fixture = new PodsFixture(directory);
        Container container = fixture.runContainer("app");
        allAtOnce(() -> {
            fixture.pods.remove(container.id());
            return null;
        });
        assertThat(fixture.lastContainer().closed).isTrue();
        assertThat(fixture.pods.containers()).isEmpty();
    }

    @Test
    void removeSandbox_byManyAtOnce_happensOnce() throws Exception {
        PodsFixture fixture = new PodsFixture(directory);
        Container container = fixture.runContainer("app");
        allAtOnce(() -> {
            fixture.pods.removeSandbox(container.sandboxId());
            return null;
        });
        assertThat(fixture.lastContainer().closed).isTrue();
        assertThat(fixture.store.current().sandboxes()).isEmpty();
    }

    @Test
    void create_whileTheSandboxIsRemoved_leavesNothing() throws Exception {
        PodsFixture fixture = new PodsFixture(directory);
        for (int round = 0; round < 50; round++) {
            PodSandbox sandbox = fixture.pods.run(fixture.sandbox("round" + round), "");
            var creation = callers.submit(() -> {
                Container container = fixture.pods.create(sandbox.id(), PodsFixture.container("app"));
                fixture.pods.start(container.id());
                return container;
            });
            fixture.pods.removeSandbox(sandbox.id());
            awaitQuietly(creation);
        }
        assertThat(fixture.pods.containers()).isEmpty();
        assertThat(fixture.store.current().containers()).isEmpty();
        assertThat(fixture.images.made).allSatisfy(made -> {
            assertThat(made.closed).isTrue();
            assertThat(made.guests)
                    .allSatisfy(guest -> assertThat(guest.onEnd()).isDone());
        });
    }

    @Test
    void wholeLives_ofManyPodsAtOnce_leaveAnEmptyStore() throws Exception {
        FakeImages images = new FakeImages();
        try (DirectoryStateStore store = DirectoryStateStore.open(directory.resolve("state"))) {
            PodsFixture fixture = new PodsFixture(directory);
            try (Pods pods = PodsFixture.open(directory.resolve("other"), store, images)) {
                List<Callable<Void>> lives = new ArrayList<>();
                for (int pod = 0; pod < 50; pod++) {
                    String name = "pod" + pod;
                    lives.add(() -> live(pods, fixture, name));
                }
                for (Future<Void> life : callers.invokeAll(lives)) {
                    life.get();
                }
            }
        }
        try (DirectoryStateStore store = DirectoryStateStore.open(directory.resolve("state"))) {
            assertThat(store.loaded().sandboxes()).isEmpty();
            assertThat(store.loaded().containers()).isEmpty();
        }
    }

    @SuppressWarnings("NullAway") // A Callable of nothing has only null to answer.
    private static Void live(Pods pods, PodsFixture fixture, String name) throws Exception {
        PodSandbox sandbox = pods.run(fixture.sandbox(name), "");
        Container container = pods.create(sandbox.id(), PodsFixture.container("app"));
        pods.start(container.id());
        pods.stop(container.id(), Duration.ZERO);
        pods.removeSandbox(sandbox.id());
        return null;
    }

    private void allAtOnce(Callable<Object> call) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        List<Future<Object>> results = new ArrayList<>();
        for (int caller = 0; caller < CALLERS; caller++) {
            results.add(callers.submit(() -> {
                start.await();
                return call.call();
            }));
        }
        start.countDown();
        for (Future<Object> result : results) {
            result.get();
        }
    }

    // Whether it came before the removal or failed after it is all one.
    private static void awaitQuietly(Future<?> future) throws InterruptedException {
        try {
            future.get();
        } catch (ExecutionException e) {
            assertThat(e.getCause()).isInstanceOf(CriException.class);
        }
    }
}
