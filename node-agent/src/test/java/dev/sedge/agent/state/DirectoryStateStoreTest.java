package dev.sedge.agent.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sedge.agent.cri.v1.PodSandboxConfig;
import dev.sedge.agent.state.v1.ContainerEnd;
import dev.sedge.agent.state.v1.ContainerRecord;
import dev.sedge.agent.state.v1.JournalEntry;
import dev.sedge.agent.state.v1.SandboxRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryStateStoreTest {
    @TempDir
    Path directory;

    @Test
    void records_comeBackAsTheyWere() throws IOException {
        SandboxRecord sandbox = SandboxRecord.newBuilder()
                .setId("s")
                .setConfig(PodSandboxConfig.newBuilder().putAnnotations("a", "ü\u0000"))
                .build();
        ContainerRecord ended = container("c1").toBuilder()
                .setEnd(ContainerEnd.newBuilder().setExitCode(7))
                .build();
        try (DirectoryStateStore store = open()) {
            assertThat(store.loaded().sandboxes()).isEmpty();
            store.put(sandbox).await();
            store.put(container("c1")).await();
            store.put(container("c2")).await();
            store.put(ended).await();
            store.removeContainer("c2").await();
            store.removeSandbox("unknown").await();
        }
        try (DirectoryStateStore store = open()) {
            assertThat(store.loaded().sandboxes()).containsExactly(sandbox);
            assertThat(store.loaded().containers()).containsExactly(ended);
        }
    }

    @Test
    void store_ofAnotherAgent_isRefused() throws IOException {
        try (DirectoryStateStore store = open()) {
            assertThat(store.loaded().sandboxes()).isEmpty();
            assertThatThrownBy(this::open)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("another agent uses it");
        }
    }

    @Test
    void journal_cutAnywhere_holdsWhatWasStoredBefore() throws IOException {
        byte[] journal = threeContainers();
        int last = 0;
        for (int length = 0; length < journal.length; length++) {
            Path cut = Files.createDirectory(directory.resolve("cut" + length));
            Files.write(cut.resolve("journal-0000000000000000001"), Arrays.copyOf(journal, length));
            List<String> ids = load(cut);
            assertThat(ids).isEqualTo(List.of("c0", "c1", "c2").subList(0, ids.size()));
            assertThat(ids.size()).isGreaterThanOrEqualTo(last);
            last = ids.size();
        }
    }

    @Test
    void journal_damagedAnywhere_losesOneRecordAtMostAndIsSetAside() throws IOException {
        byte[] journal = threeContainers();
        int start = 14; // After the entry that tells the format.
        for (int at = start; at < journal.length; at++) {
            Path damaged = Files.createDirectory(directory.resolve("damaged" + at));
            byte[] bytes = journal.clone();
            bytes[at] ^= 0x55;
            Files.write(damaged.resolve("journal-0000000000000000001"), bytes);
            assertThat(load(damaged)).hasSizeGreaterThanOrEqualTo(2).isSubsetOf("c0", "c1", "c2");
            assertThat(damaged.resolve("damaged-0000000000000000001")).hasBinaryContent(bytes);
        }
    }

    @Test
    void crash_whileTheJournalIsWrittenAnew_leavesTheOldOrTheNewOne() throws IOException {
        byte[] journal = threeContainers();
        Files.write(directory.resolve("new"), new byte[] {1, 2, 3});
        Files.write(directory.resolve("journal-0000000000000000008"), new byte[0]);
        Files.write(directory.resolve("journal-0000000000000000009"), journal);
        assertThat(load(directory)).containsExactly("c0", "c1", "c2");
        assertThat(names()).containsExactlyInAnyOrder("lock", "journal-0000000000000000010");
    }

    @Test
    void journal_ofAnotherVersion_isSetAside() throws IOException {
        byte[] journal = threeContainers();
        var foreign = JournalEntry.newBuilder().setFormat(2).build();
        byte[] first = new byte[14];
        Frames.write(List.of(foreign)).get(first);
        System.arraycopy(first, 0, journal, 0, first.length);
        Files.write(directory.resolve("journal-0000000000000000009"), journal);
        assertThat(load(directory)).isEmpty();
        assertThat(directory.resolve("damaged-0000000000000000009")).hasBinaryContent(journal);
    }

    @Test
    void history_isDroppedWhenItIsMostOfTheJournal() throws IOException {
        ContainerRecord large =
                container("large").toBuilder().setLogFile("x".repeat(100_000)).build();
        try (DirectoryStateStore store = open()) {
            for (int change = 0; change < 100; change++) {
                store.put(large).await();
            }
        }
        assertThat(Files.size(onlyJournal())).isLessThan(6 << 20);
        assertThat(load(directory)).containsExactly("large");
    }

    @Test
    void changes_ofManyThreads_areAllKept() throws Exception {
        try (DirectoryStateStore store = open()) {
            List<Thread> threads = new ArrayList<>();
            for (int thread = 0; thread < 8; thread++) {
                int number = thread;
                threads.add(new Thread(() -> {
                    for (int change = 0; change < 50; change++) {
                        putAndAwait(store, "c" + number + "-" + change);
                    }
                }));
            }
            threads.forEach(Thread::start);
            for (Thread thread : threads) {
                thread.join();
            }
        }
        assertThat(load(directory)).hasSize(400).doesNotHaveDuplicates();
    }

    @Test
    void change_byAnInterruptedThread_isKept() throws IOException {
        try (DirectoryStateStore store = open()) {
            Thread.currentThread().interrupt();
            store.put(container("c")).await();
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(load(directory)).containsExactly("c");
    }

    @Test
    void change_afterTheEnd_fails() throws IOException {
        DirectoryStateStore store = open();
        store.close();
        assertThatThrownBy(() -> store.put(container("c")).await())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the store is closed");
    }

    private byte[] threeContainers() throws IOException {
        Path made = Files.createDirectory(directory.resolve("made"));
        try (DirectoryStateStore store = DirectoryStateStore.open(made)) {
            for (int number = 0; number < 3; number++) {
                store.put(container("c" + number)).await();
            }
        }
        byte[] journal = Files.readAllBytes(made.resolve("journal-0000000000000000001"));
        int end = journal.length;
        while (journal[end - 1] == 0) {
            end--;
        }
        return Arrays.copyOf(journal, end);
    }

    private static void putAndAwait(DirectoryStateStore store, String id) {
        try {
            store.put(container(id)).await();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> load(Path path) throws IOException {
        try (DirectoryStateStore store = DirectoryStateStore.open(path)) {
            return store.loaded().containers().stream()
                    .map(ContainerRecord::getId)
                    .toList();
        }
    }

    private Path onlyJournal() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().startsWith("journal-"))
                    .reduce((one, other) -> {
                        throw new AssertionError("more than one journal");
                    })
                    .orElseThrow();
        }
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals("made"))
                    .toList();
        }
    }

    private DirectoryStateStore open() throws IOException {
        return DirectoryStateStore.open(directory);
    }

    private static ContainerRecord container(String id) {
        return ContainerRecord.newBuilder().setId(id).setSandboxId("s").build();
    }
}
