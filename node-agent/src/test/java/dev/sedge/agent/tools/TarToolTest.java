package dev.sedge.agent.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sedge.oci.layer.TarEntry;
import dev.sedge.oci.layer.TarReader;
import dev.sedge.wasi.fs.GuestFileSystem;
import dev.sedge.wasi.fs.GuestFiles;
import dev.sedge.wasi.fs.InMemoryFileSystem;
import dev.sedge.wasi.fs.Mounts;
import dev.sedge.wasi.fs.ReadOnly;
import dev.sedge.wasi.fs.VirtualFiles;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TarToolTest {
    private final GuestFileSystem tree = InMemoryFileSystem.create();

    @BeforeEach
    void fill() throws IOException {
        try (GuestFiles files = GuestFiles.of(tree)) {
            files.createDirectory("/dir");
            files.createDirectory("/data");
            files.createDirectory("/data/sub");
            files.createSymbolicLink("/data/link", "sub/b.txt");
        }
        ToolRun.write(tree, "/data/a.txt", "one");
        ToolRun.write(tree, "/data/sub/b.txt", "x".repeat(70_000));
    }

    @AfterEach
    void close() {
        tree.close();
    }

    @Test
    void create_tree_asKubectlCpReadsIt() throws IOException {
        ToolRun run = ToolRun.of(tree, "tar", "cf", "-", "/data");
        assertThat(run.status()).isZero();
        assertThat(names(run.bytes()))
                .containsExactly("data/", "data/a.txt", "data/link -> sub/b.txt", "data/sub/", "data/sub/b.txt");
        assertThat(run.bytes().length % TarWriter.BLOCK).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "/data/a.txt, data/a.txt",
        "../data/a.txt, data/a.txt",
        "/dir/../data/a.txt, data/a.txt",
        "/data/sub/, data/sub/",
        "/data//a.txt, data//a.txt",
    })
    void create_namesLeadNowhere(String path, String first) throws IOException {
        assertThat(names(ToolRun.of(tree, "tar", "cf", "-", path).bytes()).get(0))
                .isEqualTo(first);
    }

    @Test
    void create_workingDirectory_andChangedDirectory() throws IOException {
        ToolRun.write(tree, "/dir/x", "");
        assertThat(names(ToolRun.of(tree, "tar", "-cf", "-", ".").bytes())).containsExactly("./", "./x");
        assertThat(names(ToolRun.of(tree, "tar", "-c", "-C", "/data", "a.txt").bytes()))
                .containsExactly("a.txt");
    }

    @Test
    void create_absentPath_isSaid_andTheArchiveIsWholeAllTheSame() throws IOException {
        ToolRun run = ToolRun.of(tree, "tar", "cf", "-", "/none", "/data/a.txt");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).isEqualTo("tar: /none: Cannot stat: No such file or directory\n");
        assertThat(names(run.bytes())).containsExactly("data/a.txt");
    }

    @Test
    void create_longAndForeignNames_comeBackAsTheyWere() throws IOException {
        String name = "ö".repeat(120);
        ToolRun.write(tree, "/dir/" + name, "long");
        try (GuestFiles files = GuestFiles.of(tree)) {
            files.createSymbolicLink("/dir/l", name);
        }
        byte[] archive = ToolRun.of(tree, "tar", "cf", "-", ".").bytes();
        assertThat(names(archive)).containsExactly("./", "./l -> " + name, "./" + name);

        assertThat(ToolRun.of(tree, archive, "tar", "xf", "-", "-C", "/data").status())
                .isZero();
        assertThat(ToolRun.read(tree, "/data/l")).isEqualTo("long");
    }

    @Test
    void roundTrip_intoAnotherDirectory_isTheSame() throws IOException {
        byte[] archive = ToolRun.of(tree, "tar", "cf", "-", "/data").bytes();
        ToolRun run = ToolRun.of(tree, archive, "tar", "xmf", "-", "-C", "/dir");
        assertThat(run).extracting(ToolRun::status, ToolRun::err).containsExactly(0, "");
        assertThat(ToolRun.read(tree, "/dir/data/link")).hasSize(70_000);
        assertThat(ToolRun.of(tree, "tar", "cf", "-", "-C", "/dir", "data").bytes())
                .isEqualTo(archive);
    }

    @Test
    void extract_existingFile_isReplaced_andALinkIsNotFollowed() throws IOException {
        byte[] archive = archive(file("link", "new"), file("a.txt", "new"));
        assertThat(ToolRun.of(tree, archive, "tar", "-xmf", "-", "-C", "/data").status())
                .isZero();
        assertThat(ToolRun.read(tree, "/data/link")).isEqualTo("new");
        assertThat(ToolRun.read(tree, "/data/a.txt")).isEqualTo("new");
        assertThat(ToolRun.read(tree, "/data/sub/b.txt")).hasSize(70_000);
    }

    @Test
    void extract_missingParents_areMade() throws IOException {
        byte[] archive = archive(file("p/q/r.txt", "deep"));
        assertThat(ToolRun.of(tree, archive, "tar", "xf", "-").status()).isZero();
        assertThat(ToolRun.read(tree, "/dir/p/q/r.txt")).isEqualTo("deep");
    }

    @Test
    void extract_absoluteName_staysBelowTheDirectory() throws IOException {
        byte[] archive = archive(file("/data/a.txt", "evil"));
        assertThat(ToolRun.of(tree, archive, "tar", "xf", "-").status()).isZero();
        assertThat(ToolRun.read(tree, "/dir/data/a.txt")).isEqualTo("evil");
        assertThat(ToolRun.read(tree, "/data/a.txt")).isEqualTo("one");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../data/a.txt", "x/../../data/a.txt", "..", "./../data/a.txt"})
    void extract_nameThatClimbs_isLeftOut(String name) throws IOException {
        ToolRun run = ToolRun.of(tree, archive(file(name, "evil"), file("good", "good")), "tar", "xf", "-");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("leads out of the directory; left out");
        assertThat(ToolRun.read(tree, "/data/a.txt")).isEqualTo("one");
        assertThat(ToolRun.read(tree, "/dir/good")).isEqualTo("good");
    }

    @Test
    void extract_memberBehindALinkOfTheArchive_isLeftOut() throws IOException {
        byte[] archive = archive(link("out", "../data"), file("out/a.txt", "evil"), hardLink("hard", "out/a.txt"));
        ToolRun run = ToolRun.of(tree, archive, "tar", "xf", "-");
        assertThat(run.status()).isEqualTo(2);
        assertThat(ToolRun.read(tree, "/data/a.txt")).isEqualTo("one");
        assertThat(run.err()).contains("out/a.txt: leads out", "hard: its target leads out");
    }

    @Test
    void extract_absoluteLink_isRefused_asForTheGuest() throws IOException {
        ToolRun run = ToolRun.of(tree, archive(link("l", "/etc/passwd"), file("good", "good")), "tar", "xf", "-");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).startsWith("tar: l: ");
        assertThat(ToolRun.read(tree, "/dir/good")).isEqualTo("good");
    }

    @Test
    void extract_hardLink_isAFurtherName() throws IOException {
        byte[] archive = archive(file("one", "content"), hardLink("two", "one"));
        assertThat(ToolRun.of(tree, archive, "tar", "xf", "-").status()).isZero();
        assertThat(ToolRun.read(tree, "/dir/two")).isEqualTo("content");
    }

    @Test
    void extract_overADirectory_isSaid() throws IOException {
        ToolRun run = ToolRun.of(tree, archive(file("sub", "x")), "tar", "xf", "-", "-C", "/data");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).isEqualTo("tar: sub: Is a directory\n");
    }

    @Test
    void extract_intoNothing_isSaid() {
        ToolRun run = ToolRun.of(tree, archive(file("x", "x")), "tar", "xf", "-", "-C", "/nowhere");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).isEqualTo("tar: /nowhere: No such file or directory\n");
    }

    @Test
    void extract_intoAReadOnlyTree_isSaid() throws IOException {
        ToolRun run = ToolRun.of(ReadOnly.of(tree), archive(file("x", "x")), "tar", "xf", "-");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).isEqualTo("tar: x: Read-only file system\n");
    }

    @Test
    void extract_moreThanFits_leavesNoHalfOfIt() throws IOException {
        try (GuestFileSystem small =
                InMemoryFileSystem.builder().limit(64 << 10).build()) {
            byte[] archive = archive(file("big", "x".repeat(200_000)), file("good", "good"));
            ToolRun run = ToolRun.of(small, archive, "tar", "xf", "-", "-C", "/");
            assertThat(run.status()).isEqualTo(2);
            assertThat(run.err()).contains("tar: big: No space left on device");
            assertThat(ToolRun.of(small, "ls", "/").out()).isEqualTo("good\n");
        }
    }

    @Test
    void extract_hugeSizeOfNothing_isATruncatedArchive() {
        byte[] archive = archive(file("big", "x"));
        byte[] size = "77777777777".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(size, 0, archive, 124, size.length);
        repairSum(archive);
        ToolRun run = ToolRun.of(tree, archive, "tar", "xf", "-");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("ends in the middle of a file");
    }

    @Test
    void extract_noArchive_isSaid() {
        ToolRun run = ToolRun.of(tree, new byte[512 * 3 + 7], "tar", "xf", "-");
        assertThat(run.status()).isZero(); // Two empty blocks are an empty archive.
        ToolRun text = ToolRun.of(tree, "no archive".repeat(100).getBytes(StandardCharsets.UTF_8), "tar", "xf", "-");
        assertThat(text.status()).isEqualTo(2);
        assertThat(text.err()).contains("the archive cannot be read: ");
    }

    @Test
    void extract_overAMountedFile_writesIntoIt() throws IOException {
        try (GuestFileSystem mounted = Mounts.builder(InMemoryFileSystem.create())
                .file("/hosts", VirtualFiles.bytes("old".getBytes(StandardCharsets.UTF_8)))
                .build()) {
            ToolRun run = ToolRun.of(mounted, archive(file("hosts", "new")), "tar", "xf", "-", "-C", "/");
            assertThat(run.status()).isEqualTo(2);
            assertThat(ToolRun.read(mounted, "/hosts")).isEqualTo("old");
        }
    }

    @Test
    void list_showsNames() {
        byte[] archive = archive(file("a", ""), file("b\u001b", ""));
        assertThat(ToolRun.of(tree, archive, "tar", "tf", "-").out()).isEqualTo("a\nb?\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "cf", "cxf -", "zcf - x", "cf - ", "cf out.tar x", "xf - member", "--wildcards", "xf - -C"})
    void wrongArguments_areSaid(String words) {
        List<String> args = new ArrayList<>(List.of("tar"));
        args.addAll(words.isEmpty() ? List.of() : List.of(words.strip().split(" ", -1)));
        ToolRun run = ToolRun.of(tree, args.toArray(String[]::new));
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).startsWith("tar: ").hasLineCount(1);
    }

    private interface Member {
        void write(TarWriter archive, ByteArrayOutputStream out) throws IOException;
    }

    private static Member file(String name, String content) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        return (archive, out) -> {
            archive.header('0', name, "", bytes.length, 1);
            out.writeBytes(bytes);
            archive.pad(bytes.length);
        };
    }

    private static Member link(String name, String target) {
        return (archive, out) -> archive.header('2', name, target, 0, 1);
    }

    private static Member hardLink(String name, String target) {
        return (archive, out) -> archive.header('1', name, target, 0, 1);
    }

    private static byte[] archive(Member... members) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        TarWriter archive = new TarWriter(out);
        try {
            for (Member member : members) {
                member.write(archive, out);
            }
            archive.end();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toByteArray();
    }

    private static void repairSum(byte[] archive) {
        Arrays.fill(archive, 148, 156, (byte) ' ');
        int sum = 0;
        for (int i = 0; i < TarWriter.BLOCK; i++) {
            sum += archive[i] & 0xff;
        }
        byte[] digits = "%06o\0".formatted(sum).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(digits, 0, archive, 148, digits.length);
    }

    private static List<String> names(byte[] archive) throws IOException {
        List<String> names = new ArrayList<>();
        TarReader reader = new TarReader(new ByteArrayInputStream(archive));
        Optional<TarEntry> entry = reader.next();
        while (entry.isPresent()) {
            String link = entry.get().linkName();
            names.add(entry.get().name() + (link.isEmpty() ? "" : " -> " + link));
            entry = reader.next();
        }
        return names;
    }
}
