package dev.sedge.wasi.internal.preview1;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sedge.wasi.Access;
import dev.sedge.wasi.Preopen;
import dev.sedge.wasi.WasiConfig;
import dev.sedge.wasi.WasiLimits;
import dev.sedge.wasi.fs.Errno;
import dev.sedge.wasi.fs.HostDirectory;
import dev.sedge.wasi.fs.ReadOnly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Calls with paths, on real directories:
 *
 * <pre>
 * rw/            preopen 3, read-write, named /rw
 *   f            0123456789
 *   d/           empty
 *   l -> f
 * ro/            preopen 4, read-only, named /ro
 *   f            secret
 *   l -> f
 * </pre>
 */
class PathCallsTest {
    private static final int RW = 3;
    private static final int RO = 4;
    private static final int CREATE = Layouts.OFLAG_CREATE;
    private static final int DIRECTORY = Layouts.OFLAG_DIRECTORY;
    private static final int EXCLUSIVE = Layouts.OFLAG_EXCLUSIVE;
    private static final int TRUNCATE = Layouts.OFLAG_TRUNCATE;
    private static final long READ = Layouts.RIGHT_FD_READ;
    private static final long WRITE = Layouts.RIGHT_FD_WRITE;

    @TempDir
    Path root;

    private RawGuest guest = RawGuest.withNothing();

    @BeforeEach
    void openGuest() throws IOException {
        Files.createDirectories(root.resolve("rw/d"));
        Files.createDirectories(root.resolve("ro"));
        Files.writeString(root.resolve("rw/f"), "0123456789");
        Files.writeString(root.resolve("ro/f"), "secret");
        Files.createSymbolicLink(root.resolve("rw/l"), Path.of("f"));
        Files.createSymbolicLink(root.resolve("ro/l"), Path.of("f"));
        guest.close();
        guest = new RawGuest(WasiConfig.builder()
                .limits(WasiLimits.defaults().withOpenDescriptors(20).withDirectoryEntries(150))
                .preopen(Preopen.directory(root.resolve("rw"), "/rw", Access.READ_WRITE))
                .preopen(Preopen.directory(root.resolve("ro"), "/ro", Access.READ_ONLY)));
    }

    @AfterEach
    void closeGuest() {
        guest.close();
    }

    @Test
    void prestat_preopens_haveTheirExactNames() {
        assertThat(guest.call("fd_prestat_get", RW, RawGuest.RESULT)).isEqualTo(Errno.SUCCESS);
        assertThat(guest.readInt(RawGuest.RESULT)).isZero();
        assertThat(guest.readInt(RawGuest.RESULT + 4)).isEqualTo(3);
        assertThat(guest.call("fd_prestat_dir_name", RW, RawGuest.DATA, 2)).isEqualTo(Errno.NAMETOOLONG);
        assertThat(guest.call("fd_prestat_dir_name", RW, RawGuest.DATA, 9)).isEqualTo(Errno.SUCCESS);
        assertThat(guest.textAt(RawGuest.DATA, 4)).isEqualTo("/rw\0");
        assertThat(guest.call("fd_prestat_get", 5, RawGuest.RESULT)).isEqualTo(Errno.BADF);
        int d = guest.openToRead(RW, "d", 0);
        assertThat(guest.call("fd_prestat_get", d, RawGuest.RESULT)).isEqualTo(Errno.BADF);
        assertThat(guest.call("fd_prestat_dir_name", d, RawGuest.DATA, 9)).isEqualTo(Errno.NOTDIR);
    }

    @Test
    void fdstat_preopen_tellsTheRightsThatLibrariesExpect() {
        assertThat(guest.call("fd_fdstat_get", RW, 0)).isEqualTo(Errno.SUCCESS);
        assertThat(guest.readByte(0)).isEqualTo(3);
        assertThat(guest.readShort(2)).isZero();
        assertThat(guest.readLong(8)).isEqualTo(0x7b7fe00L);
        assertThat(guest.readLong(16)).isEqualTo(0xff7ffffL);
    }

    @ParameterizedTest
    @CsvSource({
        "new, CREATE, READ_WRITE, SUCCESS",
        "new, CREATE, READ, SUCCESS",
        "new, NONE, READ, NOENT",
        "f, CREATE_EXCLUSIVE, READ_WRITE, EXIST",
        "l, CREATE_EXCLUSIVE, READ_WRITE, EXIST",
        "f, DIRECTORY, READ, NOTDIR",
        "d, DIRECTORY, READ, SUCCESS",
        "d, NONE, READ, SUCCESS",
        "d, NONE, READ_WRITE, ISDIR",
        "d, DIRECTORY, READ_WRITE, ISDIR",
        "d, DIRECTORY_CREATE, READ, INVAL",
        "d, DIRECTORY_TRUNCATE, READ, INVAL",
        "f/, NONE, READ, NOTDIR",
        "new/, CREATE, READ_WRITE, ISDIR",
        "d///, DIRECTORY, READ, SUCCESS",
        "/rw/f, NONE, READ, PERM",
        "../ro/f, NONE, READ, PERM",
        "d/../f, NONE, READ, SUCCESS",
        "'', NONE, READ, NOENT",
        "., DIRECTORY, READ, SUCCESS"
    })
    void pathOpen_flagsAndNames_answerAsTheReference(String path, Flags flags, Rights rights, Errno expected) {
        assertThat(guest.tryOpen(RW, path, flags.bits, rights.bits, 0)).isEqualTo(expected);
        if (expected == Errno.SUCCESS) {
            assertThat(guest.readInt(RawGuest.RESULT)).isEqualTo(5);
        }
    }

    @Test
    void pathOpen_createWithoutTheRightToWrite_givesAReadOnlyDescriptor() {
        assertThat(guest.tryOpen(RW, "new", CREATE, READ, 0)).isEqualTo(Errno.SUCCESS);
        assertThat(guest.write(guest.readInt(RawGuest.RESULT), "x")).isEqualTo(Errno.BADF);
    }

    @Test
    void pathOpen_noRightAtAll_givesAReadableDescriptor() {
        assertThat(guest.tryOpen(RW, "f", 0, 0, 0)).isEqualTo(Errno.SUCCESS);
        assertThat(guest.read(guest.readInt(RawGuest.RESULT), 3)).isEqualTo("012");
    }

    @Test
    void pathOpen_truncateWithoutTheRightToWrite_truncates() throws IOException {
        assertThat(guest.tryOpen(RW, "f", TRUNCATE, READ, 0)).isEqualTo(Errno.SUCCESS);
        assertThat(Files.size(root.resolve("rw/f"))).isZero();
    }

    @Test
    void pathOpen_linkWithoutFollow_answersLoop() {
        int length = guest.text(RawGuest.PATH, "l");
        assertThat(guest.call("path_open", RW, 0, RawGuest.PATH, length, 0, READ, READ, 0, RawGuest.RESULT))
                .isEqualTo(Errno.LOOP);
        assertThat(guest.read(guest.openToRead(RW, "l", 0), 3)).isEqualTo("012");
    }

    @Test
    void pathOpen_flagsThatDoNotExistOrAreNotSupported_areRefused() {
        assertThat(guest.tryOpen(RW, "f", 16, READ, 0)).isEqualTo(Errno.INVAL);
        assertThat(guest.tryOpen(RW, "f", 0, READ, 32)).isEqualTo(Errno.INVAL);
        for (int flag : new int[] {2, 8, 16}) {
            assertThat(guest.tryOpen(RW, "f", 0, READ, flag)).isEqualTo(Errno.NOTSUP);
        }
        int length = guest.text(RawGuest.PATH, "f");
        assertThat(guest.call("path_open", RW, 2, RawGuest.PATH, length, 0, READ, READ, 0, RawGuest.RESULT))
                .isEqualTo(Errno.INVAL);
    }

    @Test
    void pathOpen_badResultPointer_createsNothing() {
        int length = guest.text(RawGuest.PATH, "new");
        assertThat(guest.call("path_open", RW, 0, RawGuest.PATH, length, CREATE, READ, READ, 0, RawGuest.SIZE - 3))
                .isEqualTo(Errno.FAULT);
        assertThat(root.resolve("rw/new")).doesNotExist();
    }

    @Test
    void baseThatIsAFile_answersNotdirToOpenAndBadfToTheRest() {
        int f = guest.open(RW, "f", 0, 0);
        assertThat(guest.tryOpen(f, "x", 0, READ, 0)).isEqualTo(Errno.NOTDIR);
        assertThat(guest.callWithPath("path_create_directory", f, "x")).isEqualTo(Errno.BADF);
        assertThat(guest.rename(f, "x", RW, "y")).isEqualTo(Errno.BADF);
        assertThat(guest.call("fd_readdir", f, RawGuest.DATA, 100, 0, RawGuest.RESULT))
                .isEqualTo(Errno.BADF);
    }

    @ParameterizedTest
    @ValueSource(ints = {CREATE, CREATE | EXCLUSIVE, TRUNCATE})
    void readOnlyPreopen_openThatCouldChangeSomething_answersPerm(int flags) throws IOException {
        assertThat(guest.tryOpen(RO, "f", flags, READ, 0)).isEqualTo(Errno.PERM);
        assertThat(guest.tryOpen(RO, "new", flags, READ, 0)).isEqualTo(Errno.PERM);
        assertReadOnlyTreeUnchanged();
    }

    @Test
    void readOnlyPreopen_everyMutation_answersPermBeforeTheFileSystemIsTouched() throws IOException {
        assertThat(guest.tryOpen(RO, "f", 0, WRITE, 0)).isEqualTo(Errno.PERM);
        assertThat(guest.tryOpen(RO, "missing", 0, READ | WRITE, 0)).isEqualTo(Errno.PERM);
        assertThat(guest.callWithPath("path_create_directory", RO, "new")).isEqualTo(Errno.PERM);
        assertThat(guest.callWithPath("path_remove_directory", RO, "missing")).isEqualTo(Errno.PERM);
        assertThat(guest.callWithPath("path_unlink_file", RO, "f")).isEqualTo(Errno.PERM);
        assertThat(guest.symlink("f", RO, "new")).isEqualTo(Errno.PERM);
        assertThat(setTimes(RO, "f")).isEqualTo(Errno.PERM);
        assertThat(guest.rename(RO, "f", RO, "g")).isEqualTo(Errno.PERM);
        int fd = guest.openToRead(RO, "f", 0);
        assertThat(guest.call("fd_filestat_set_size", fd, 0)).isEqualTo(Errno.PERM);
        assertThat(guest.call("fd_filestat_set_times", fd, 0, 0, 5)).isEqualTo(Errno.PERM);
        assertThat(guest.call("fd_filestat_set_times", RO, 0, 0, 5)).isEqualTo(Errno.PERM);
        int d = guest.openToRead(RO, ".", DIRECTORY);
        assertThat(guest.callWithPath("path_unlink_file", d, "f")).isEqualTo(Errno.PERM);
        assertReadOnlyTreeUnchanged();
    }

    @Test
    void readOnlyAndWritablePreopen_renameAndLinkAcrossThem_answerPerm() throws IOException {
        assertThat(guest.rename(RO, "f", RW, "stolen")).isEqualTo(Errno.PERM);
        assertThat(guest.rename(RW, "f", RO, "planted")).isEqualTo(Errno.PERM);
        assertThat(link(RO, "f", RW, "stolen")).isEqualTo(Errno.PERM);
        assertThat(link(RW, "f", RO, "planted")).isEqualTo(Errno.PERM);
        assertThat(root.resolve("rw/stolen")).doesNotExist();
        assertReadOnlyTreeUnchanged();
    }

    @Test
    void readOnlyPreopen_looking_works() {
        assertThat(guest.read(guest.openToRead(RO, "l", 0), 100)).isEqualTo("secret");
        int length = guest.text(RawGuest.PATH, "f");
        assertThat(guest.call("path_filestat_get", RO, 1, RawGuest.PATH, length, 0))
                .isEqualTo(Errno.SUCCESS);
        assertThat(guest.readLong(32)).isEqualTo(6);
        assertThat(readLink(RO, "l", 100)).isEqualTo("f");
        assertThat(list(RO)).containsExactlyInAnyOrder(".", "..", "f", "l");
    }

    @Test
    void readOnlyFileSystem_writablePreopen_answersRofs() throws IOException {
        try (var host = HostDirectory.open(root.resolve("ro"));
                RawGuest other = new RawGuest(
                        WasiConfig.builder().preopen(Preopen.of(ReadOnly.of(host), "/", Access.READ_WRITE)))) {
            assertThat(other.callWithPath("path_unlink_file", 3, "f")).isEqualTo(Errno.ROFS);
            assertThat(other.callWithPath("path_create_directory", 3, "new")).isEqualTo(Errno.ROFS);
            assertThat(other.tryOpen(3, "f", 0, READ | WRITE, 0)).isEqualTo(Errno.ROFS);
            assertThat(other.read(other.openToRead(3, "f", 0), 100)).isEqualTo("secret");
        }
        assertReadOnlyTreeUnchanged();
    }

    @Test
    void pathLink_follow_answersInval() {
        int from = guest.text(RawGuest.PATH, "f");
        int to = guest.text(RawGuest.OTHER_PATH, "g");
        assertThat(guest.call("path_link", RW, 1, RawGuest.PATH, from, RW, RawGuest.OTHER_PATH, to))
                .isEqualTo(Errno.INVAL);
        assertThat(link(RW, "f", RW, "g")).isEqualTo(Errno.SUCCESS);
        assertThat(link(RW, "d", RW, "e")).isEqualTo(Errno.PERM);
    }

    @Test
    void pathReadlink_shortBuffer_cutsAndLeavesTheRestUntouched() {
        assertThat(guest.symlink("a/long/text", RW, "k")).isEqualTo(Errno.SUCCESS);
        guest.memory().fill(RawGuest.DATA, 20, (byte) '#');
        assertThat(readLink(RW, "k", 6)).isEqualTo("a/long");
        assertThat(guest.textAt(RawGuest.DATA, 8)).isEqualTo("a/long##");
        assertThat(readLink(RW, "k", 0)).isEmpty();
        int length = guest.text(RawGuest.PATH, "f");
        assertThat(guest.call("path_readlink", RW, RawGuest.PATH, length, RawGuest.DATA, 9, RawGuest.RESULT))
                .isEqualTo(Errno.INVAL);
    }

    @Test
    void paths_hostileBytes_answerTheirErrnoInBoundedTime() {
        guest.bytes(RawGuest.PATH, (byte) 'a', (byte) 0, (byte) 'b');
        assertThat(mkdir(3)).isEqualTo(Errno.INVAL);
        guest.bytes(RawGuest.PATH, (byte) 0xff, (byte) 0xfe);
        assertThat(mkdir(2)).isEqualTo(Errno.ILSEQ);
        guest.bytes(RawGuest.PATH, (byte) 0xc0, (byte) 0xaf);
        assertThat(mkdir(2)).isEqualTo(Errno.ILSEQ);
        guest.bytes(RawGuest.PATH, (byte) 0xed, (byte) 0xa0, (byte) 0x80);
        assertThat(mkdir(3)).isEqualTo(Errno.ILSEQ);
        guest.text(RawGuest.PATH, "n".repeat(300));
        assertThat(mkdir(255)).isEqualTo(Errno.SUCCESS);
        assertThat(mkdir(256)).isEqualTo(Errno.NAMETOOLONG);
        guest.text(RawGuest.PATH, "./".repeat(40_000));
        assertThat(mkdir(80_000)).isEqualTo(Errno.NAMETOOLONG);
        assertThat(mkdir(0)).isEqualTo(Errno.NOENT);
        assertThat(guest.callWithPath("path_create_directory", RW, "back\\slash"))
                .isEqualTo(Errno.SUCCESS);
        assertThat(root.resolve("rw/back\\slash")).isDirectory();
    }

    @Test
    void readdir_cookies_areStableAndPastTheEndIsEmpty() {
        assertThat(list(RW)).containsExactlyInAnyOrder(".", "..", "f", "d", "l");
        for (long cookie : new long[] {5, 6, Long.MAX_VALUE, -1, Long.MIN_VALUE}) {
            assertThat(guest.call("fd_readdir", RW, RawGuest.DATA, 4096, cookie, RawGuest.RESULT))
                    .isEqualTo(Errno.SUCCESS);
            assertThat(guest.readInt(RawGuest.RESULT)).isZero();
        }
    }

    @Test
    void readdir_cutBuffer_isFullAndCarriesOnAtTheCookie() {
        guest.memory().fill(RawGuest.DATA, 64, (byte) 0);
        assertThat(guest.call("fd_readdir", RW, RawGuest.DATA, 30, 0, RawGuest.RESULT))
                .isEqualTo(Errno.SUCCESS);
        assertThat(guest.readInt(RawGuest.RESULT)).isEqualTo(30);
        assertThat(guest.readLong(RawGuest.DATA)).isEqualTo(1);
        assertThat(guest.readInt(RawGuest.DATA + 16)).isEqualTo(1);
        assertThat(guest.readByte(RawGuest.DATA + 20)).isEqualTo(3);
        assertThat(guest.textAt(RawGuest.DATA + 24, 1)).isEqualTo(".");
        assertThat(guest.readByte(RawGuest.DATA + 30)).isZero();
        assertThat(guest.call("fd_readdir", RW, RawGuest.DATA, 26, 1, RawGuest.RESULT))
                .isEqualTo(Errno.SUCCESS);
        assertThat(guest.textAt(RawGuest.DATA + 24, 2)).isEqualTo("..");
    }

    @Test
    void readdir_dots_showOnlyTheDirectorysOwnInode() {
        assertThat(guest.call("fd_filestat_get", RW, 0)).isEqualTo(Errno.SUCCESS);
        long own = guest.readLong(8);
        assertThat(guest.call("fd_readdir", RW, RawGuest.DATA, 51, 0, RawGuest.RESULT))
                .isEqualTo(Errno.SUCCESS);
        assertThat(guest.readLong(RawGuest.DATA + 8)).isEqualTo(own);
        assertThat(guest.readLong(RawGuest.DATA + 25 + 8)).isEqualTo(own);
    }

    @Test
    void readdir_deletingWhileReading_missesNothing() throws IOException {
        for (int i = 0; i < 100; i++) {
            Files.createFile(root.resolve("rw/d/file" + i));
        }
        int d = guest.openToRead(RW, "d", DIRECTORY);
        int deleted = 0;
        long cookie = 0;
        while (true) {
            guest.call("fd_readdir", d, RawGuest.DATA, 256, cookie, RawGuest.RESULT);
            int used = guest.readInt(RawGuest.RESULT);
            List<String> names = new ArrayList<>();
            cookie = parse(used, cookie, names);
            for (String name : names) {
                if (!name.startsWith(".")) {
                    assertThat(guest.callWithPath("path_unlink_file", d, name)).isEqualTo(Errno.SUCCESS);
                    deleted++;
                }
            }
            if (used < 256) {
                break;
            }
        }
        assertThat(deleted).isEqualTo(100);
    }

    @Test
    void readdir_moreNamesThanTheLimit_answersNomem() throws IOException {
        for (int i = 0; i < 151; i++) {
            Files.createFile(root.resolve("rw/d/" + i));
        }
        int d = guest.openToRead(RW, "d", DIRECTORY);
        assertThat(guest.call("fd_readdir", d, RawGuest.DATA, 256, 0, RawGuest.RESULT))
                .isEqualTo(Errno.NOMEM);
    }

    @Test
    void pathOpen_beyondTheLimitOfDescriptors_answersMfileAndCreatesNothing() {
        for (int i = 0; i < 20; i++) {
            assertThat(guest.open(RW, "f", 0, 0)).isEqualTo(5 + i);
        }
        assertThat(guest.tryOpen(RW, "new", CREATE, WRITE, 0)).isEqualTo(Errno.MFILE);
        assertThat(root.resolve("rw/new")).doesNotExist();
        assertThat(guest.call("fd_close", 7)).isEqualTo(Errno.SUCCESS);
        assertThat(guest.tryOpen(RW, "d", DIRECTORY, READ, 0)).isEqualTo(Errno.MFILE);
        assertThat(guest.open(RW, "f", 0, 0)).isEqualTo(7);
    }

    @Test
    void fdRenumber_thousandsOfTimes_closesEachTarget() {
        for (int i = 0; i < 2_000; i++) {
            int one = guest.open(RW, "f", 0, 0);
            int other = guest.open(RW, "f", 0, 0);
            assertThat(guest.call("fd_renumber", other, one)).isEqualTo(Errno.SUCCESS);
            assertThat(guest.call("fd_close", other)).isEqualTo(Errno.BADF);
            assertThat(guest.call("fd_close", one)).isEqualTo(Errno.SUCCESS);
        }
    }

    @Test
    void fdRenumber_ontoAPreopen_makesItAnOrdinaryDescriptor() {
        int f = guest.open(RW, "f", 0, 0);
        assertThat(guest.call("fd_renumber", f, RO)).isEqualTo(Errno.SUCCESS);
        assertThat(guest.call("fd_prestat_get", RO, RawGuest.RESULT)).isEqualTo(Errno.BADF);
        assertThat(guest.read(RO, 3)).isEqualTo("012");
        assertThat(guest.call("fd_close", RW)).isEqualTo(Errno.SUCCESS);
        assertThat(guest.tryOpen(RW, "f", 0, READ, 0)).isEqualTo(Errno.BADF);
    }

    private Errno mkdir(int length) {
        return guest.call("path_create_directory", RW, RawGuest.PATH, length);
    }

    private Errno setTimes(int directory, String path) {
        int length = guest.text(RawGuest.PATH, path);
        return guest.call("path_filestat_set_times", directory, 0, RawGuest.PATH, length, 1, 1, 5);
    }

    private Errno link(int fromDirectory, String from, int toDirectory, String to) {
        int length = guest.text(RawGuest.PATH, from);
        int toLength = guest.text(RawGuest.OTHER_PATH, to);
        return guest.call(
                "path_link", fromDirectory, 0, RawGuest.PATH, length, toDirectory, RawGuest.OTHER_PATH, toLength);
    }

    private String readLink(int directory, String path, int room) {
        int length = guest.text(RawGuest.PATH, path);
        assertThat(guest.call("path_readlink", directory, RawGuest.PATH, length, RawGuest.DATA, room, RawGuest.RESULT))
                .isEqualTo(Errno.SUCCESS);
        return guest.textAt(RawGuest.DATA, guest.readInt(RawGuest.RESULT));
    }

    private List<String> list(int directory) {
        assertThat(guest.call("fd_readdir", directory, RawGuest.DATA, 4096, 0, RawGuest.RESULT))
                .isEqualTo(Errno.SUCCESS);
        List<String> names = new ArrayList<>();
        parse(guest.readInt(RawGuest.RESULT), 0, names);
        return names;
    }

    /** Collects the names of whole entries and returns the cookie after the last of them. */
    private long parse(int used, long cookie, List<String> names) {
        long next = cookie;
        int at = 0;
        while (at + 24 <= used) {
            int length = guest.readInt(RawGuest.DATA + at + 16L);
            if (at + 24 + length > used) {
                break;
            }
            names.add(guest.textAt(RawGuest.DATA + at + 24L, length));
            next = guest.readLong(RawGuest.DATA + at);
            at += 24 + length;
        }
        return next;
    }

    private void assertReadOnlyTreeUnchanged() throws IOException {
        try (Stream<Path> names = Files.list(root.resolve("ro"))) {
            assertThat(names.map(path -> path.getFileName().toString())).containsExactlyInAnyOrder("f", "l");
        }
        assertThat(Files.readString(root.resolve("ro/f"))).isEqualTo("secret");
    }

    enum Flags {
        NONE(0),
        CREATE(PathCallsTest.CREATE),
        CREATE_EXCLUSIVE(PathCallsTest.CREATE | EXCLUSIVE),
        DIRECTORY(PathCallsTest.DIRECTORY),
        DIRECTORY_CREATE(PathCallsTest.DIRECTORY | PathCallsTest.CREATE),
        DIRECTORY_TRUNCATE(PathCallsTest.DIRECTORY | TRUNCATE);

        private final int bits;

        Flags(int bits) {
            this.bits = bits;
        }
    }

    enum Rights {
        READ(PathCallsTest.READ),
        READ_WRITE(PathCallsTest.READ | WRITE);

        private final long bits;

        Rights(long bits) {
            this.bits = bits;
        }
    }
}
