package dev.sedge.runtime.internal.cache;

import static dev.sedge.runtime.internal.cache.Archives.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class CodeStoreTest {
    private static final long LARGE = 1 << 20;

    @TempDir
    Path parent;

    private final FakeSurroundings surroundings = new FakeSurroundings();
    private Path directory;

    @BeforeEach
    void nameDirectory() {
        directory = parent.resolve("deep").resolve("code");
    }

    /** A machine whose clock stands, and that keeps warnings. */
    private static class FakeSurroundings extends Surroundings {
        final List<String> warnings = new ArrayList<>();
        long seconds = System.currentTimeMillis() / 1000;

        @Override
        FileTime now() {
            return FileTime.fromMillis(seconds * 1000);
        }

        @Override
        void warn(String message) {
            warnings.add(message);
        }
    }

    @Test
    void find_afterSave_findsItInThisAndAnotherStore() {
        CodeStore store = open();
        assertThat(store.find(KEY)).isEmpty();

        assertThat(store.save(KEY, Archives.small())).isTrue();

        assertFound(store, Archives.small());
        assertFound(open(), Archives.small());
        assertThat(surroundings.warnings).isEmpty();
    }

    @Test
    void save_again_replaces() {
        CodeStore store = open();
        store.save(KEY, Archives.ofSize(9, 1));

        store.save(KEY, Archives.ofSize(3, 2));

        assertFound(store, Archives.ofSize(3, 2));
        assertThat(files()).hasSize(1);
    }

    @Test
    void save_makesFilesOfTheOwnerAlone() throws IOException {
        open().save(KEY, Archives.small());

        assertThat(rights(directory)).isEqualTo("rwx------");
        assertThat(rights(entry(KEY))).isEqualTo("rw-------");
    }

    @Test
    void save_directoryWasRemovedMeanwhile_makesItAgain() throws IOException {
        CodeStore store = open();
        Files.delete(directory);

        assertThat(store.save(KEY, Archives.small())).isTrue();
        assertThat(store.find(KEY)).isPresent();
    }

    @Test
    void find_otherKeysCodeUnderThisName_isNothing() throws IOException {
        CodeStore store = open();
        CodeKey other = CodeKey.of(Archives.MODULE, "1", "split=4000", 18);
        store.save(other, Archives.small());
        assertThat(store.find(KEY)).isEmpty();

        Files.copy(entry(other), entry(KEY));

        assertThat(store.find(KEY)).isEmpty();
        assertThat(surroundings.warnings).singleElement().asString().contains(KEY.fileName(), "damaged");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, 16, 31, 32, 40, 60})
    void find_whatACrashCutOff_isNothingUntilItIsSavedAgain(int length) throws IOException {
        CodeStore store = open();
        store.save(KEY, Archives.small());
        try (RandomAccessFile file = new RandomAccessFile(entry(KEY).toFile(), "rw")) {
            file.setLength(length);
        }

        assertThat(store.find(KEY)).isEmpty();
        store.save(KEY, Archives.small());
        assertThat(store.find(KEY)).isPresent();
    }

    @Test
    void find_hugeFile_isNothing() throws IOException {
        CodeStore store = open();
        store.save(KEY, Archives.small());
        long huge = 1L << 40;
        try (RandomAccessFile file = new RandomAccessFile(entry(KEY).toFile(), "rw")) {
            file.seek(8);
            file.writeLong(huge);
            file.setLength(huge);
        }

        assertThat(store.find(KEY)).isEmpty();
    }

    @Test
    void find_damaged_isReportedOnce() throws IOException {
        CodeStore store = open();
        store.save(KEY, Archives.small());
        byte[] file = Files.readAllBytes(entry(KEY));
        file[file.length - 1] ^= 1;
        Files.write(entry(KEY), file);

        assertThat(store.find(KEY)).isEmpty();
        assertThat(store.find(KEY)).isEmpty();
        assertThat(surroundings.warnings).singleElement().asString().contains("damaged", "compiled again");
    }

    /** More than is read at once. */
    private static CodeArchive large() {
        return Archives.ofSize(2 << 20, 7).with(Archives.small());
    }

    @Test
    void find_largeEntry_isReadableWhateverBecomesOfTheFileAndTheThread() {
        CodeStore store = CodeStore.open(directory, 10 * LARGE, surroundings);
        store.save(KEY, large());
        CodeArchive found = store.find(KEY).orElseThrow();
        store.save(KEY, Archives.ofSize(3, 2));
        Thread.currentThread().interrupt();

        assertThat(Archives.contents(found)).isEqualTo(Archives.contents(large()));

        assertThat(Thread.interrupted()).isTrue();
        found.close();
        assertThat(Archives.contents(found)).isEmpty();
        assertThat(files()).containsExactly(entry(KEY));
        assertThat(surroundings.warnings).isEmpty();
    }

    @Test
    void find_largeEntryWithADamagedClass_handsOutTheOthersAndGoes() throws IOException {
        CodeStore store = CodeStore.open(directory, 10 * LARGE, surroundings);
        store.save(KEY, large());
        byte[] file = Files.readAllBytes(entry(KEY));
        file[file.length / 2] ^= 1;
        Files.write(entry(KEY), file);

        CodeArchive found = store.find(KEY).orElseThrow();

        assertThat(found.classFile("w.Zwei")).isPresent();
        assertThat(files()).hasSize(1);
        assertThat(found.classFile("w.Code")).isEmpty();
        assertThat(files()).isEmpty();
        assertThat(surroundings.warnings).singleElement().asString().contains("damaged", "compiled again");
        assertThat(store.save(KEY, found)).isFalse();
        assertThat(files()).isEmpty();
    }

    @Test
    void find_symbolicLinkToAGoodEntry_isNothing() throws IOException {
        CodeStore store = open();
        store.save(KEY, Archives.small());
        Path elsewhere = Files.move(entry(KEY), parent.resolve("elsewhere"));
        Files.createSymbolicLink(entry(KEY), elsewhere);

        assertThat(store.find(KEY)).isEmpty();
        assertThat(surroundings.warnings).singleElement().asString().contains("no regular file");
        assertThat(store.save(KEY, Archives.ofSize(5, 5))).isTrue();
        assertThat(Files.isSymbolicLink(entry(KEY))).isFalse();
        assertThat(elsewhere).hasBinaryContent(Archives.file(KEY, Archives.small()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw--w----", "rw-----w-"})
    void find_entryThatOthersCanWrite_isNothing(String rights) throws IOException {
        CodeStore store = open();
        store.save(KEY, Archives.small());
        Files.setPosixFilePermissions(entry(KEY), PosixFilePermissions.fromString(rights));

        assertThat(store.find(KEY)).isEmpty();
        assertThat(surroundings.warnings).singleElement().asString().contains("other users can write");
    }

    @Test
    void objectionTo_entryOfAnotherUser_saysWhose() throws IOException {
        open().save(KEY, Archives.small());

        StoreDirectory ofOthers = new StoreDirectory(directory, new OtherUser());

        assertThat(ofOthers.objectionTo(entry(KEY)).orElseThrow()).startsWith("it belongs to user ");
    }

    @Test
    void find_directoryInPlaceOfAnEntry_isNothingAndStays() throws IOException {
        CodeStore store = open();
        Files.createDirectory(entry(KEY));

        assertThat(store.find(KEY)).isEmpty();
        assertThat(store.save(KEY, Archives.small())).isFalse();
        assertThat(files()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rwxrwx---", "rwx----w-", "rwxrwxrwx"})
    void open_directoryThatOthersCanWrite_keepsNothing(String rights) throws IOException {
        open().save(KEY, Archives.small());
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString(rights));

        assertUseless(open(), "other users can write to it");
    }

    @Test
    void open_directoryThatOthersCanRead_isUsed() throws IOException {
        Files.createDirectories(directory);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));

        assertThat(open().save(KEY, Archives.small())).isTrue();
    }

    @Test
    void open_directoryOfAnotherUser_keepsNothing() {
        open().save(KEY, Archives.small());
        OtherUser other = new OtherUser();

        CodeStore store = CodeStore.open(directory, LARGE, other);

        assertThat(store.find(KEY)).isEmpty();
        assertThat(store.save(KEY, Archives.small())).isFalse();
        assertThat(other.warnings).singleElement().asString().contains("belongs to user", directory.toString());
    }

    @Test
    void open_symbolicLinkToAGoodDirectory_keepsNothing() throws IOException {
        open().save(KEY, Archives.small());
        Path real = Files.move(directory, parent.resolve("real"));
        Files.createSymbolicLink(directory, real);

        assertUseless(open(), "it is a symbolic link");
    }

    @Test
    void open_fileInPlaceOfTheDirectory_keepsNothing() throws IOException {
        Files.createDirectories(directory.getParent());
        Files.createFile(directory);

        assertUseless(open(), "it is a file and no directory");
    }

    @Test
    void open_directoryThatCannotBeMade_keepsNothing() throws IOException {
        Files.createFile(directory.getParent());

        assertUseless(open(), directory.toString());
    }

    @Test
    void save_fullDisk_keepsWhatIsThereAndSaysSoOnce() {
        open().save(KEY, Archives.ofSize(4, 4));
        FullDisk full = new FullDisk();
        CodeStore store = CodeStore.open(directory, LARGE, full);

        assertThat(store.save(KEY, Archives.small())).isFalse();
        assertThat(store.save(Archives.key(2), Archives.small())).isFalse();

        assertFound(store, Archives.ofSize(4, 4));
        assertThat(files()).containsExactly(entry(KEY));
        assertThat(full.warnings).singleElement().asString().contains("No space left on device");
    }

    @Test
    void save_largerThanTheStore_keepsTheOthersAndSaysSo() {
        CodeStore store = CodeStore.open(directory, 1000, surroundings);
        store.save(KEY, Archives.ofSize(100, 1));

        assertThat(store.save(Archives.key(2), Archives.ofSize(1000, 2))).isFalse();

        assertThat(files()).containsExactly(entry(KEY));
        assertThat(surroundings.warnings).singleElement().asString().contains("the whole cache may have 1000");
    }

    @Test
    void save_beyondTheBound_removesWhatWasNotUsedForLongest() {
        CodeStore store = CodeStore.open(directory, 4 * 1000, surroundings);
        for (int i = 1; i <= 3; i++) {
            surroundings.seconds++;
            store.save(Archives.key(i), Archives.ofSize(1000, i));
            store.find(Archives.key(i));
        }
        surroundings.seconds++;
        store.find(Archives.key(1));
        surroundings.seconds++;

        store.save(Archives.key(4), Archives.ofSize(1000, 4));

        assertThat(files())
                .containsExactlyInAnyOrder(entry(Archives.key(1)), entry(Archives.key(3)), entry(Archives.key(4)));
    }

    @Test
    void save_newestLooksOldest_isKept() {
        CodeStore store = CodeStore.open(directory, 1500, surroundings);
        surroundings.seconds = 32_503_680_000L; // a clock that was wrong
        store.save(Archives.key(1), Archives.ofSize(1000, 1));
        store.find(Archives.key(1));

        store.save(Archives.key(2), Archives.ofSize(1000, 2));

        assertThat(files()).containsExactly(entry(Archives.key(2)));
    }

    @Test
    void save_sweepsWhatDeadWritersLeft() throws IOException {
        CodeStore store = open();
        Path dead = leftover("dead.tmp", surroundings.seconds - 3700);
        Path future = leftover("future.tmp", surroundings.seconds + 3700);
        Path writing = leftover("writing.tmp", surroundings.seconds - 3500);
        Path foreign = leftover("README", surroundings.seconds - 3700);

        store.save(KEY, Archives.small());

        assertThat(dead).doesNotExist();
        assertThat(future).doesNotExist();
        assertThat(writing).exists();
        assertThat(foreign).exists();
    }

    @Test
    void onAnInterruptedThread_findsButKeepsNothing_andStaysInterrupted() {
        CodeStore store = open();
        store.save(KEY, Archives.small());
        Thread.currentThread().interrupt();

        assertFound(store, Archives.small());
        assertThat(store.save(KEY, Archives.ofSize(3, 2))).isFalse();

        assertThat(Thread.interrupted()).isTrue();
        assertFound(store, Archives.small());
        assertThat(files()).hasSize(1);
        assertThat(surroundings.warnings).isEmpty();
    }

    @Test
    void save_twoWritersAndTwoReadersAtOnce_findsOneOfBothAsAWhole() throws InterruptedException {
        List<CodeArchive> both = List.of(Archives.ofSize(200_000, 1), Archives.ofSize(100_000, 2));
        open().save(KEY, both.get(0));
        CountDownLatch together = new CountDownLatch(4);
        List<Throwable> failures = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (CodeArchive archive : both) {
            threads.add(together(
                    together,
                    failures,
                    store -> assertThat(store.save(KEY, archive)).isTrue()));
            threads.add(together(
                    together,
                    failures,
                    store -> assertThat(both.stream().map(Archives::contents))
                            .contains(Archives.contents(store.find(KEY).orElseThrow()))));
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(failures).isEmpty();
        assertThat(files()).hasSize(1);
        assertThat(surroundings.warnings).isEmpty();
    }

    private interface Work {
        void on(CodeStore store);
    }

    private Thread together(CountDownLatch start, List<Throwable> failures, Work work) {
        CodeStore store = open();
        Thread thread = new Thread(() -> {
            start.countDown();
            try {
                start.await();
                for (int i = 0; i < 30; i++) {
                    work.on(store);
                }
            } catch (InterruptedException | RuntimeException | AssertionError e) {
                synchronized (failures) {
                    failures.add(e);
                }
            }
        });
        thread.start();
        return thread;
    }

    @Test
    void surroundings_self_isTheOwnerOfWhatWeMake() throws IOException {
        Path made = Files.createFile(parent.resolve("made"));

        assertThat(new Surroundings().self(parent)).isEqualTo(Files.getOwner(made));
    }

    private static final class OtherUser extends FakeSurroundings {
        @Override
        UserPrincipal self(Path directory) {
            return () -> "somebody else";
        }
    }

    private static final class FullDisk extends FakeSurroundings {
        @Override
        void write(Path file, EntryImage image) throws IOException {
            super.write(file, new EntryImage(image.head(), List.of()));
            throw new IOException("No space left on device");
        }
    }

    private static void assertFound(CodeStore store, CodeArchive expected) {
        assertThat(Archives.contents(store.find(KEY).orElseThrow())).isEqualTo(Archives.contents(expected));
    }

    private void assertUseless(CodeStore store, String reason) {
        assertThat(store.find(KEY)).isEmpty();
        assertThat(store.save(KEY, Archives.small())).isFalse();
        assertThat(store.find(KEY)).isEmpty();
        assertThat(surroundings.warnings).singleElement().asString().contains(reason, directory.toString());
    }

    private CodeStore open() {
        return CodeStore.open(directory, LARGE, surroundings);
    }

    private Path entry(CodeKey key) {
        return directory.resolve(key.fileName());
    }

    private List<Path> files() {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Path leftover(String name, long seconds) throws IOException {
        Path file = Files.createFile(directory.resolve(name));
        return Files.setLastModifiedTime(file, FileTime.fromMillis(seconds * 1000));
    }

    private static String rights(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
    }
}
