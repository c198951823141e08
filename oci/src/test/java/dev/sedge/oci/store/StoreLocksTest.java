package dev.sedge.oci.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sedge.oci.OciException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("try") // Locks are held, not used.
final class StoreLocksTest {
    @TempDir
    Path directory;

    @Test
    void key_manyThreads_areAloneInside() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try (StoreLocks one = StoreLocks.open(directory.resolve("lock"));
                StoreLocks two = StoreLocks.open(directory.resolve("lock"))) {
            AtomicInteger inside = new AtomicInteger();
            AtomicInteger worst = new AtomicInteger();
            List<Future<?>> done = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                StoreLocks mine = i % 2 == 0 ? one : two;
                done.add(threads.submit(() -> {
                    for (int n = 0; n < 100; n++) {
                        try (StoreLocks.Held held = mine.key("k")) {
                            worst.accumulateAndGet(inside.incrementAndGet(), Math::max);
                            inside.decrementAndGet();
                        }
                    }
                    return null;
                }));
            }
            for (Future<?> future : done) {
                future.get();
            }
            assertThat(worst).hasValue(1);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void tryKey_heldKey_isEmptyUntilReleased() throws IOException {
        try (StoreLocks locks = StoreLocks.open(directory.resolve("lock"))) {
            StoreLocks.Held held = locks.key("k");
            assertThat(locks.tryKey("k")).isEmpty();
            Optional<StoreLocks.Held> other = locks.tryKey("other");
            assertThat(other).isPresent();
            held.close();
            held.close();
            assertThat(locks.tryKey("k")).isPresent();
        }
    }

    @Test
    void shared_severalHolders_areTogetherAndKeepTheExclusiveOut() throws Exception {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (StoreLocks locks = StoreLocks.open(directory.resolve("lock"))) {
            StoreLocks.Held one = locks.shared();
            StoreLocks.Held two = locks.shared();
            Future<?> exclusive = thread.submit(() -> {
                locks.exclusive().close();
                return null;
            });
            one.close();
            assertThat(exclusive.isDone()).isFalse();
            two.close();
            exclusive.get();
        } finally {
            thread.shutdownNow();
        }
    }

    @Test
    void key_interruptedWaiter_isCancelled() throws Exception {
        try (StoreLocks locks = StoreLocks.open(directory.resolve("lock"));
                StoreLocks.Held held = locks.key("k")) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> locks.key("k")).isInstanceOf(OciException.Cancelled.class);
            assertThat(Thread.interrupted()).isTrue();
        }
    }
}
