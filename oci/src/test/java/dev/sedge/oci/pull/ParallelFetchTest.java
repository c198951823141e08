package dev.sedge.oci.pull;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sedge.oci.Descriptor;
import dev.sedge.oci.OciException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ParallelFetchTest {
    private static final List<Descriptor> SIX = IntStream.range(0, 6)
            .mapToObj(i -> Descriptor.of("x", new byte[i + 1]))
            .toList();

    @Test
    void all_threeAtATime_andNoMore() throws OciException {
        CyclicBarrier three = new CyclicBarrier(ParallelFetch.MOST);
        AtomicInteger running = new AtomicInteger();
        Queue<Integer> seen = new ConcurrentLinkedQueue<>();
        new ParallelFetch("r.io/app", blob -> {
                    seen.add(running.incrementAndGet());
                    try {
                        three.await(); // Passes only if three are here together.
                    } catch (InterruptedException | BrokenBarrierException e) {
                        throw new IllegalStateException(e);
                    }
                    running.decrementAndGet();
                })
                .all(SIX);
        assertThat(seen).hasSize(6).allMatch(together -> together <= ParallelFetch.MOST);
    }

    @Test
    void all_oneFailure_endsTheOthersBeforeItIsReported() {
        CountDownLatch begun = new CountDownLatch(2);
        AtomicInteger running = new AtomicInteger();
        ParallelFetch fetch = new ParallelFetch("r.io/app", blob -> {
            running.incrementAndGet();
            begun.countDown();
            if (blob.size() == 1) {
                await(begun);
                running.decrementAndGet();
                throw new OciException.NotFound("no such blob");
            }
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                running.decrementAndGet();
                throw new OciException.Cancelled("stopped");
            }
        });
        assertThatThrownBy(() -> fetch.all(SIX))
                .isInstanceOf(OciException.NotFound.class)
                .hasMessage("no such blob");
        assertThat(running).hasValue(0);
    }

    @Test
    void all_interrupted_isCancelledAndStaysInterrupted() {
        Thread caller = Thread.currentThread();
        ParallelFetch fetch = new ParallelFetch("r.io/app", blob -> {
            caller.interrupt();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                throw new OciException.Cancelled("stopped");
            }
        });
        assertThatThrownBy(() -> fetch.all(SIX))
                .isInstanceOf(OciException.Cancelled.class)
                .hasMessage("pull of r.io/app was interrupted");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void all_oneBlob_isFetchedByTheCaller() throws OciException {
        Queue<Thread> threads = new ConcurrentLinkedQueue<>();
        new ParallelFetch("r.io/app", blob -> threads.add(Thread.currentThread())).all(SIX.subList(0, 1));
        assertThat(threads).containsExactly(Thread.currentThread());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
