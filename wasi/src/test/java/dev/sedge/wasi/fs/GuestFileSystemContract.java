package dev.sedge.wasi.fs;

import static dev.sedge.wasi.fs.Guest.bytes;
import static dev.sedge.wasi.fs.Guest.errno;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every writable file system does, tested through the path calls that a guest makes. */
abstract class GuestFileSystemContract implements LinkContract, RenameContract {
    private GuestFileSystem fileSystem;
    private Guest guest;

    /** An empty file system. */
    abstract GuestFileSystem create() throws IOException;

    @BeforeEach
    void open() throws IOException {
        fileSystem = create();
        guest = new Guest(fileSystem);
    }

    @AfterEach
    void close() {
        guest.close();
        fileSystem.close();
    }

    @Override
    public Guest guest() {
        return guest;
    }

    @Test
    void openFile_newName_isWrittenAndReadBack() throws IOException {
        try (GuestFile file = guest.file("f", OpenMode.CREATE)) {
            assertThat(file.write(bytes("hello world"), 0)).isEqualTo(11);
            assertThat(file.write(bytes("J"), 0)).isEqualTo(1);
            assertThat(file.size()).isEqualTo(11);
            assertThat(Guest.text(file)).isEqualTo("Jello world");
        }
        assertThat(guest.read("f")).isEqualTo("Jello world");
        assertThat(guest.status("f").size()).isEqualTo(11);
    }

    @Test
    void read_atOrBeyondTheEnd_givesNothing() throws IOException {
        guest.write("f", "abc");
        try (GuestFile file = guest.file("f", OpenMode.READ)) {
            assertThat(file.read(ByteBuffer.allocate(5), 3)).isZero();
            assertThat(file.read(ByteBuffer.allocate(5), 1L << 40)).isZero();
            assertThat(file.read(ByteBuffer.allocate(5), 1)).isEqualTo(2);
            assertThat(errno(() -> file.read(ByteBuffer.allocate(5), -1))).isEqualTo(Errno.INVAL);
        }
    }

    @Test
    void write_beyondTheEnd_leavesAGapOfZeros() throws IOException {
        try (GuestFile file = guest.file("f", OpenMode.CREATE)) {
            file.write(bytes("x"), 200_000);
            ByteBuffer gap = ByteBuffer.allocate(200_001);
            int count = 0;
            while (gap.hasRemaining()) {
                count += file.read(gap, count);
            }
            assertThat(gap.array()[0]).isZero();
            assertThat(gap.array()[199_999]).isZero();
            assertThat(gap.array()[200_000]).isEqualTo((byte) 'x');
        }
    }

    @Test
    void write_ofNothingBeyondTheEnd_doesNotGrow() throws IOException {
        try (GuestFile file = guest.file("f", OpenMode.CREATE)) {
            assertThat(file.write(ByteBuffer.allocate(0), 100)).isZero();
            assertThat(file.size()).isZero();
        }
    }

    @Test
    void write_ofMoreThanABuffer_keepsEveryByte() throws IOException {
        byte[] content = new byte[300_000];
        for (int i = 0; i < content.length; i++) {
            content[i] = (byte) ((i * 31) >> 3);
        }
        try (GuestFile file = guest.file("f", OpenMode.CREATE)) {
            assertThat(file.write(ByteBuffer.wrap(content), 7)).isEqualTo(content.length);
            ByteBuffer back = ByteBuffer.allocateDirect(content.length);
            while (back.hasRemaining()) {
                file.read(back, 7L + back.position());
            }
            byte[] copy = new byte[content.length];
            back.flip().get(copy);
            assertThat(copy).isEqualTo(content);
        }
    }

    @Test
    void append_always_writesAtTheEnd() throws IOException {
        guest.write("f", "abc");
        try (GuestFile file = guest.file("f", Guest.WRITE)) {
            assertThat(file.append(bytes("de"))).isEqualTo(5);
            assertThat(file.append(bytes("f"))).isEqualTo(6);
        }
        assertThat(guest.read("f")).isEqualTo("abcdef");
    }

    @Test
    void handle_withoutTheRight_answersBadf() throws IOException {
        guest.write("f", "abc");
        try (GuestFile file = guest.file("f", OpenMode.READ)) {
            assertThat(errno(() -> file.write(bytes("x"), 0))).isEqualTo(Errno.BADF);
            assertThat(errno(() -> file.append(bytes("x")))).isEqualTo(Errno.BADF);
            assertThat(errno(() -> file.setSize(1))).isEqualTo(Errno.INVAL);
        }
        try (GuestFile file = guest.file("f", Guest.WRITE)) {
            assertThat(errno(() -> file.read(ByteBuffer.allocate(1), 0))).isEqualTo(Errno.BADF);
        }
        try (GuestFile file = guest.file("new", new OpenMode(true, false, true, false, false))) {
            assertThat(errno(() -> file.write(bytes("x"), 0))).isEqualTo(Errno.BADF);
        }
        assertThat(guest.read("f")).isEqualTo("abc");
        assertThat(guest.status("new").size()).isZero();
    }

    @Test
    void setSize_shrinksAndGrows() throws IOException {
        guest.write("f", "abcdef");
        try (GuestFile file = guest.file("f", OpenMode.READ_WRITE)) {
            file.setSize(2);
            assertThat(Guest.text(file)).isEqualTo("ab");
            file.setSize(4);
            assertThat(Guest.text(file)).isEqualTo("ab\0\0");
            assertThat(errno(() -> file.setSize(-1))).isEqualTo(Errno.INVAL);
        }
    }

    @Test
    void openFile_truncate_cutsAlsoWithoutWriteAccess() throws IOException {
        guest.write("f", "abcdef");
        guest.file("f", new OpenMode(true, false, false, false, true)).close();
        assertThat(guest.status("f").size()).isZero();
    }

    @Test
    void openFile_exclusiveOnATakenName_answersExist() throws IOException {
        guest.write("f", "abc");
        guest.mkdir("d");
        guest.symlink("dangling", "nowhere");
        for (String name : List.of("f", "d", "dangling", "d/.", ".")) {
            assertThat(guest.opening(name, true, OpenMode.CREATE_NEW)).as(name).isEqualTo(Errno.EXIST);
            assertThat(guest.opening(name, false, OpenMode.CREATE_NEW)).as(name).isEqualTo(Errno.EXIST);
        }
        assertThat(guest.exists("nowhere")).isFalse();
        assertThat(guest.read("f")).isEqualTo("abc");
    }

    @Test
    void open_directory_givesADirectoryOnlyForReading() throws IOException {
        guest.mkdir("d");
        assertThat(guest.opening("d", false, OpenMode.READ)).isEqualTo(Errno.SUCCESS);
        assertThat(guest.opening("d", false, OpenMode.READ_WRITE)).isEqualTo(Errno.ISDIR);
        assertThat(guest.opening("d", false, OpenMode.CREATE)).isEqualTo(Errno.ISDIR);
        assertThat(guest.opening("d/", false, OpenMode.READ)).isEqualTo(Errno.SUCCESS);
        assertThat(guest.opening("d///", false, OpenMode.READ)).isEqualTo(Errno.SUCCESS);
        assertThat(guest.opening("d/.", false, OpenMode.READ)).isEqualTo(Errno.SUCCESS);
        assertThat(guest.opening("d/..", false, OpenMode.READ)).isEqualTo(Errno.SUCCESS);
    }

    @Test
    void open_wrongPaths_answerTheirErrno() throws IOException {
        guest.write("f", "abc");
        assertThat(guest.opening("", true, OpenMode.READ)).isEqualTo(Errno.NOENT);
        assertThat(guest.opening("none", true, OpenMode.READ)).isEqualTo(Errno.NOENT);
        assertThat(guest.opening("none/f", true, OpenMode.CREATE)).isEqualTo(Errno.NOENT);
        assertThat(guest.opening("f/", true, OpenMode.READ)).isEqualTo(Errno.NOTDIR);
        assertThat(guest.opening("f/x", true, OpenMode.CREATE)).isEqualTo(Errno.NOTDIR);
        assertThat(guest.opening("f/.", true, OpenMode.READ)).isEqualTo(Errno.NOTDIR);
        assertThat(guest.opening("f/..", true, OpenMode.READ)).isEqualTo(Errno.NOTDIR);
        assertThat(guest.opening("new/", true, OpenMode.CREATE)).isEqualTo(Errno.ISDIR);
        assertThat(guest.opening("/f", true, OpenMode.READ)).isEqualTo(Errno.PERM);
        assertThat(guest.opening("..", true, OpenMode.READ)).isEqualTo(Errno.PERM);
        assertThat(guest.opening("f\0", true, OpenMode.READ)).isEqualTo(Errno.INVAL);
        assertThat(guest.opening("n".repeat(256), true, OpenMode.CREATE)).isEqualTo(Errno.NAMETOOLONG);
        assertThat(guest.opening("ü".repeat(128), true, OpenMode.CREATE)).isEqualTo(Errno.NAMETOOLONG);
        assertThat(guest.opening("./".repeat(100_000) + "f", true, OpenMode.READ))
                .isEqualTo(Errno.NAMETOOLONG);
        assertThat(guest.opening("./".repeat(2000) + "f", true, OpenMode.READ)).isEqualTo(Errno.SUCCESS);
    }

    @Test
    void names_withOddCharacters_areOrdinary() throws IOException {
        for (String name : List.of("a\\b", "..data", "...", " ", "ü€𝄞", "-", "a\nb", "n".repeat(255))) {
            guest.write(name, name);
            assertThat(guest.read(name)).isEqualTo(name);
        }
        assertThat(guest.list(".")).hasSize(8).contains("..data", "a\\b", "ü€𝄞");
    }

    @Test
    void createDirectory_takenName_answersExist() throws IOException {
        guest.mkdir("d");
        guest.mkdir("slash/");
        guest.write("f", "");
        guest.symlink("dangling", "nowhere");
        for (String name : List.of("d", "d/", "f", "dangling", "slash", ".", "d/..")) {
            assertThat(errno(() -> guest.mkdir(name))).as(name).isEqualTo(Errno.EXIST);
        }
        assertThat(errno(() -> guest.mkdir("none/d"))).isEqualTo(Errno.NOENT);
        assertThat(errno(() -> guest.mkdir("f/d"))).isEqualTo(Errno.NOTDIR);
        guest.mkdir("d/e");
        guest.mkdir("d/e/f");
        assertThat(guest.status("d/e/f").isDirectory()).isTrue();
    }

    @Test
    void deleteDirectory_onlyEmptyDirectories() throws IOException {
        guest.mkdir("d");
        guest.mkdir("d/e");
        guest.write("f", "");
        guest.symlink("l", "d");
        assertThat(errno(() -> guest.rmdir("d"))).isEqualTo(Errno.NOTEMPTY);
        assertThat(errno(() -> guest.rmdir("f"))).isEqualTo(Errno.NOTDIR);
        assertThat(errno(() -> guest.rmdir("l"))).isEqualTo(Errno.NOTDIR);
        assertThat(errno(() -> guest.rmdir("l/"))).isEqualTo(Errno.NOTDIR);
        assertThat(errno(() -> guest.rmdir("none"))).isEqualTo(Errno.NOENT);
        assertThat(errno(() -> guest.rmdir("."))).isEqualTo(Errno.INVAL);
        assertThat(errno(() -> guest.rmdir("d/e/.."))).isEqualTo(Errno.INVAL);
        guest.rmdir("d/e/");
        guest.rmdir("d");
        assertThat(guest.list(".")).containsExactly("f", "l");
    }

    @Test
    void deleteFile_onlyWhatIsNoDirectory() throws IOException {
        guest.mkdir("d");
        guest.write("f", "abc");
        guest.symlink("l", "f");
        assertThat(errno(() -> guest.unlink("d"))).isEqualTo(Errno.ISDIR);
        assertThat(errno(() -> guest.unlink("d/"))).isEqualTo(Errno.ISDIR);
        assertThat(errno(() -> guest.unlink("f/"))).isEqualTo(Errno.NOTDIR);
        assertThat(errno(() -> guest.unlink("none"))).isEqualTo(Errno.NOENT);
        guest.unlink("l");
        assertThat(guest.read("f")).isEqualTo("abc");
        guest.unlink("f");
        assertThat(guest.list(".")).containsExactly("d");
    }

    @Test
    void openFile_thenDeleted_isReadAndWrittenOn() throws IOException {
        guest.write("f", "abc");
        try (GuestFile file = guest.file("f", OpenMode.READ_WRITE)) {
            FileStatus before = file.status();
            guest.unlink("f");
            file.append(bytes("d"));
            assertThat(Guest.text(file)).isEqualTo("abcd");
            assertThat(file.status().isSameObject(before)).isTrue();
            assertThat(file.status().size()).isEqualTo(4);
        }
    }

    @Test
    void openFile_thenRenamed_keepsItsStatus() throws IOException {
        guest.mkdir("d");
        guest.write("f", "abc");
        try (GuestFile file = guest.file("f", OpenMode.READ_WRITE)) {
            guest.rename("f", "d/g");
            guest.write("f", "another");
            file.setTimes(FileTimes.of(1_000_000_000, 2_000_000_000));
            assertThat(file.status().isSameObject(guest.status("d/g"))).isTrue();
            assertThat(guest.status("d/g").modificationTime()).isEqualTo(2_000_000_000L);
            assertThat(guest.status("f").modificationTime()).isNotEqualTo(2_000_000_000L);
        }
    }

    @Test
    void directoryHandle_afterRename_meansTheSameDirectory() throws IOException {
        guest.mkdir("d");
        guest.write("d/f", "old");
        try (GuestDirectory handle = guest.directory("d")) {
            FileStatus before = handle.status();
            guest.rename("d", "moved");
            guest.mkdir("d");
            guest.write("d/f", "new");
            assertThat(handle.status().isSameObject(before)).isTrue();
            handle.createDirectory("made");
            handle.createSymbolicLink("l", "f");
            handle.link("f", handle, "g");
            assertThat(handle.readLink("l")).isEqualTo("f");
            handle.setTimes("l", FileTimes.modified(5_000_000_000L));
        }
        assertThat(guest.list("d")).containsExactly("f");
        assertThat(guest.list("moved")).containsExactly("f", "g", "l", "made");
        assertThat(guest.read("moved/g")).isEqualTo("old");
    }

    @Test
    void directoryHandle_afterDelete_makesNothing() throws IOException {
        guest.mkdir("d");
        try (GuestDirectory handle = guest.directory("d")) {
            guest.rmdir("d");
            assertThat(errno(() -> handle.createDirectory("x"))).isEqualTo(Errno.NOENT);
            assertThat(errno(() -> handle.openFile("x", OpenMode.CREATE).close()))
                    .isEqualTo(Errno.NOENT);
            assertThat(handle.list(10)).isEmpty();
        }
        assertThat(guest.list(".")).isEmpty();
    }

    @Test
    void list_isASnapshotWithALimit() throws IOException {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            names.add("f%03d".formatted(i));
            guest.write(names.get(i), "");
        }
        assertThat(guest.list(".")).isEqualTo(names);
        assertThat(errno(() -> guest.root().list(99))).isEqualTo(Errno.NOMEM);
        assertThat(guest.root().list(100)).hasSize(100);
        assertThat(guest.root().list(100)).hasSize(100);
    }

    @Test
    void setTimes_toTheNanosecond_isToldBack() throws IOException {
        guest.mkdir("d");
        guest.write("f", "");
        guest.symlink("l", "f");
        long access = 1_600_000_000_123_456_789L;
        long modification = 1_500_000_000_987_654_321L;
        for (String name : List.of("d", "f", "l")) {
            guest.setTimes(name, false, FileTimes.of(access, modification));
            assertThat(guest.linkStatus(name).accessTime()).as(name).isEqualTo(access);
            assertThat(guest.linkStatus(name).modificationTime()).as(name).isEqualTo(modification);
            guest.setTimes(name, false, FileTimes.modified(modification - 100));
            assertThat(guest.linkStatus(name).accessTime()).as(name).isEqualTo(access);
            assertThat(guest.linkStatus(name).modificationTime()).as(name).isEqualTo(modification - 100);
        }
        guest.setTimes("l", true, FileTimes.modified(7));
        assertThat(guest.status("f").modificationTime()).isEqualTo(7);
        assertThat(guest.linkStatus("l").modificationTime()).isEqualTo(modification - 100);
        guest.setTimes(".", true, FileTimes.modified(9));
        assertThat(guest.status(".").modificationTime()).isEqualTo(9);
        assertThat(errno(() -> guest.setTimes("none", true, FileTimes.modified(1))))
                .isEqualTo(Errno.NOENT);
        assertThat(errno(() -> guest.setTimes("f/", true, FileTimes.modified(1))))
                .isEqualTo(Errno.NOTDIR);
    }

    @Test
    void setTimes_onAnOpenFile_isToldByNameToo() throws IOException {
        try (GuestFile file = guest.file("f", OpenMode.CREATE)) {
            file.setTimes(FileTimes.of(1_000_000_123L, 2_000_000_456L));
            assertThat(file.status().modificationTime()).isEqualTo(2_000_000_456L);
            assertThat(guest.status("f").accessTime()).isEqualTo(1_000_000_123L);
        }
    }

    @Test
    void status_tellsTypesAndDistinctIdentities() throws IOException {
        guest.mkdir("d");
        guest.write("f", "abc");
        guest.symlink("l", "f");
        assertThat(guest.status("d").type()).isEqualTo(FileType.DIRECTORY);
        assertThat(guest.status("f").type()).isEqualTo(FileType.REGULAR_FILE);
        assertThat(guest.linkStatus("l").type()).isEqualTo(FileType.SYMBOLIC_LINK);
        assertThat(guest.status("f").inode()).isNotEqualTo(guest.linkStatus("l").inode());
        assertThat(guest.status(".").isSameObject(guest.status("d/.."))).isTrue();
        try (GuestDirectory handle = guest.directory("d")) {
            assertThat(handle.status().isSameObject(guest.status("d"))).isTrue();
        }
        try (GuestFile file = guest.file("f", OpenMode.READ)) {
            assertThat(file.status().isSameObject(guest.status("f"))).isTrue();
        }
    }

    @Test
    void singleNames_areAllThatADirectoryTakes() throws IOException {
        guest.mkdir("d");
        for (String name : List.of("", ".", "..", "/", "/etc", "d/x", "a\0b")) {
            assertThat(errno(() -> guest.root().status(name))).as(name).isNotEqualTo(Errno.SUCCESS);
            assertThat(errno(() -> guest.root().createDirectory(name))).as(name).isNotEqualTo(Errno.SUCCESS);
            assertThat(errno(() -> guest.root().openFile(name, OpenMode.CREATE).close()))
                    .as(name)
                    .isNotEqualTo(Errno.SUCCESS);
            assertThat(errno(() -> guest.root().openDirectory(name).close()))
                    .as(name)
                    .isNotEqualTo(Errno.SUCCESS);
        }
        assertThat(guest.list(".")).containsExactly("d");
    }

    @Test
    void otherFileSystem_isAcrossDevices() throws IOException {
        guest.write("f", "");
        try (GuestFileSystem other = InMemoryFileSystem.create();
                GuestDirectory there = other.root()) {
            assertThat(errno(() -> guest.root().rename("f", there, "f"))).isEqualTo(Errno.XDEV);
            assertThat(errno(() -> guest.root().link("f", there, "f"))).isEqualTo(Errno.XDEV);
        }
    }

    @Test
    void manyThreads_onOneTree_loseNothing() throws Exception {
        guest.write("log", "");
        guest.mkdir("d");
        List<Thread> threads = new ArrayList<>();
        List<Throwable> failures = java.util.Collections.synchronizedList(new ArrayList<>());
        for (int t = 0; t < 4; t++) {
            int number = t;
            Thread thread = new Thread(() -> hammer(number));
            thread.setUncaughtExceptionHandler((where, failure) -> failures.add(failure));
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(failures).isEmpty();
        assertThat(guest.status("log").size()).isEqualTo(4 * 50 * 4);
        assertThat(guest.list("d")).hasSize(4 * 50);
    }

    private void hammer(int number) {
        try {
            for (int i = 0; i < 50; i++) {
                try (GuestFile file = guest.file("log", Guest.WRITE)) {
                    file.append(bytes("line"));
                }
                guest.mkdir("t" + number);
                guest.rename("t" + number, "d/" + number + "-" + i);
            }
        } catch (ErrnoException e) {
            throw new AssertionError(e);
        }
    }
}
