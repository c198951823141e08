package dev.sedge.agent.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sedge.agent.grant.Policy;
import dev.sedge.oci.OciException;
import dev.sedge.oci.pull.PulledImage;
import dev.sedge.runtime.Engine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CompileAheadTest {
    @TempDir
    Path directory;

    private Path notes() {
        return directory.resolve("ahead");
    }

    private List<String> noted() {
        return new AheadNotes(notes()).ids();
    }

    @Test
    void add_compilesOneAfterTheOtherInTheBackground() throws Exception {
        List<String> threads = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch done = new CountDownLatch(3);
        ContainerLauncher launcher = new ContainerLauncher(Engine.create(), Policy.DEFAULT);
        try (TestImages images = new TestImages(directory);
                CompileAhead ahead = new CompileAhead(notes(), image -> {
                    launcher.compileAhead(image, 1);
                    threads.add(Thread.currentThread().getName());
                    done.countDown();
                })) {
            PulledImage image = images.artifact("c/hello.wasm");
            for (int i = 0; i < 3; i++) {
                ahead.add(image);
            }
            done.await();
        }

        assertThat(threads).containsOnly("sedge-compile").hasSize(3);
    }

    @Test
    void close_whileItCompiles_leavesThatNoted() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        try (TestImages images = new TestImages(directory)) {
            PulledImage image = images.artifact("c/hello.wasm");
            CompileAhead ahead = new CompileAhead(notes(), slow -> {
                started.countDown();
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    ended.countDown();
                }
            });
            ahead.add(image);
            started.await();

            ahead.close();

            ended.await();
            assertThat(noted()).containsExactly(image.id().toString());
        }
    }

    @Test
    void resume_compilesWhatIsNoted_andForgetsWhatIsGone() throws Exception {
        String gone = "sha256:" + "0".repeat(64);
        List<List<String>> noted = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch done = new CountDownLatch(2);
        try (TestImages images = new TestImages(directory)) {
            PulledImage image = images.artifact("c/hello.wasm");
            String id = image.id().toString();
            new AheadNotes(notes()).put(gone);
            new AheadNotes(notes()).put(id);
            try (CompileAhead ahead = new CompileAhead(notes(), found -> {
                noted.add(noted());
                done.countDown();
            })) {
                ahead.resume(wanted -> {
                    if (wanted.equals(gone)) {
                        throw new OciException.NotFound("it was removed");
                    }
                    return image;
                });
                ahead.add(image); // Its turn is the last.
                done.await();
            }

            assertThat(noted.get(0)).contains(id);
            assertThat(noted.get(1)).doesNotContain(gone);
        }
    }

    @Test
    void add_whatCannotBeCompiled_isNotNotedAnyMore() throws Exception {
        List<List<String>> noted = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch both = new CountDownLatch(2);
        try (TestImages images = new TestImages(directory);
                CompileAhead ahead = new CompileAhead(notes(), image -> {
                    noted.add(noted());
                    both.countDown();
                    throw new LaunchException("cannot run it");
                })) {
            PulledImage first = images.artifact("c/hello.wasm");
            ahead.add(first);
            ahead.add(images.artifact("c/clock.wasm"));
            both.await();

            assertThat(noted.get(0)).contains(first.id().toString());
            assertThat(noted.get(1)).doesNotContain(first.id().toString());
        }
    }

    @Test
    void add_oneFails_compilesTheNext() throws Exception {
        AtomicInteger count = new AtomicInteger();
        CountDownLatch second = new CountDownLatch(2);
        try (TestImages images = new TestImages(directory);
                CompileAhead ahead = new CompileAhead(notes(), image -> {
                    second.countDown();
                    if (count.incrementAndGet() == 1) {
                        throw new LaunchException("cannot run it");
                    }
                })) {
            PulledImage image = images.artifact("c/hello.wasm");
            ahead.add(image);
            ahead.add(image);

            second.await();
        }
    }

    @Test
    void add_tooManyOrClosed_returnsAndForgetsThem() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        AtomicInteger count = new AtomicInteger();
        try (TestImages images = new TestImages(directory)) {
            PulledImage image = images.artifact("c/hello.wasm");
            CompileAhead ahead = new CompileAhead(notes(), busy -> {
                count.incrementAndGet();
                started.countDown();
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    interrupted.countDown();
                }
            });
            ahead.add(image);
            started.await();
            for (int i = 0; i < 1000; i++) {
                ahead.add(image);
            }

            ahead.close();
            ahead.add(image);

            interrupted.await();
            assertThat(count).hasValue(1);
        }
    }
}
