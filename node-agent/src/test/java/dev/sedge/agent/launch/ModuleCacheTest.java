package dev.sedge.agent.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sedge.runtime.Engine;
import dev.sedge.runtime.WasmModule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ModuleCacheTest {
    private final ModuleCache cache = new ModuleCache(Engine.create());
    private final AtomicInteger reads = new AtomicInteger();

    @Test
    void knownModule_isNotReadAgain() throws IOException {
        WasmModule first = cache.get("sha256:1", "hello", this::hello);

        assertThat(cache.get("sha256:1", "hello", this::hello)).isSameAs(first);
        assertThat(reads).hasValue(1);
    }

    @Test
    void moduleThatManyAskFor_isCompiledOnce() throws InterruptedException {
        CountDownLatch together = new CountDownLatch(8);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Thread thread = new Thread(() -> {
                together.countDown();
                try {
                    together.await();
                    cache.get("sha256:1", "hello", this::hello);
                } catch (IOException | InterruptedException e) {
                    throw new AssertionError(e);
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(reads).hasValue(1);
    }

    @Test
    void whatIsNoCommand_isRefusedByName_andAskedForAgain() throws IOException {
        byte[] library = {0, 'a', 's', 'm', 1, 0, 0, 0};

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> cache.get("sha256:2", "\"/lib.wasm\"", () -> {
                        reads.incrementAndGet();
                        return library;
                    }))
                    .isInstanceOf(LaunchException.class)
                    .hasMessageStartingWith("cannot run \"/lib.wasm\": ")
                    .hasMessageContaining("it exports no _start");
        }
        assertThat(reads).hasValue(2);
    }

    private byte[] hello() {
        reads.incrementAndGet();
        return TestImages.hello();
    }
}
