package dev.sedge.agent.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sedge.wasi.fs.GuestFileSystem;
import dev.sedge.wasi.fs.GuestFiles;
import dev.sedge.wasi.fs.InMemoryFileSystem;
import dev.sedge.wasi.fs.Mounts;
import dev.sedge.wasi.fs.VirtualFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ToolsTest {
    private final GuestFileSystem tree = InMemoryFileSystem.create();

    @BeforeEach
    void fill() throws IOException {
        try (GuestFiles files = GuestFiles.of(tree)) {
            files.createDirectory("/dir");
            files.createDirectory("/dir/sub");
            files.createSymbolicLink("/dir/link", "sub/b.txt");
            files.createSymbolicLink("/dir/dangling", "nowhere");
            files.createSymbolicLink("/dir/up", "../../../etc/passwd");
        }
        ToolRun.write(tree, "/dir/a.txt", "one\n");
        ToolRun.write(tree, "/dir/sub/b.txt", "two\n");
        ToolRun.write(tree, "/dir/.hidden", "");
    }

    @AfterEach
    void close() {
        tree.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "/bin/true", "/usr/bin/cat", "/usr/local/bin/ls", "/sbin/env", "tar"})
    void find_knowsToolsInTheUsualPlaces(String program) {
        assertThat(Tools.find(program)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sh", "/bin/sh", "/true", "./true", "/opt/bin/true", "TRUE", "../bin/true"})
    void find_knowsNothingElse(String program) {
        assertThat(Tools.find(program)).isEmpty();
    }

    @Test
    void hint_forAShell_saysThatThereIsNone() {
        assertThat(Tools.hint("/bin/sh"))
                .isEqualTo("There is no shell in a Wasm container. What can be run is a .wasm file of the container, or"
                        + " one of the built-in tools cat, env, false, ls, tar, test, true");
        assertThat(Tools.hint("bash")).startsWith("There is no shell");
        assertThat(Tools.hint("python")).startsWith("What can be run");
    }

    @Test
    void trueAndFalse_onlyEnd() {
        assertThat(ToolRun.of(tree, "true", "whatever"))
                .extracting(ToolRun::status, ToolRun::out, ToolRun::err)
                .containsExactly(0, "", "");
        assertThat(ToolRun.of(tree, "/bin/false").status()).isEqualTo(1);
    }

    @Test
    void env_showsTheVariablesInTheirOrder_andTakesNoArguments() {
        assertThat(ToolRun.of(tree, "env").out()).isEqualTo("PATH=/bin\nA=b=c\n");
        assertThat(ToolRun.of(tree, "env", "X=1", "sh").status()).isEqualTo(2);
    }

    @Test
    void cat_filesAndInput_oneAfterTheOther() {
        assertThat(ToolRun.of(tree, utf8("in\n"), "cat", "a.txt", "-", "/dir/link")
                        .out())
                .isEqualTo("one\nin\ntwo\n");
        assertThat(ToolRun.of(tree, utf8("in\n"), "cat").out()).isEqualTo("in\n");
    }

    @Test
    void cat_whatCannotBeRead_isSaid_andTheRestIsShown() {
        ToolRun run = ToolRun.of(tree, "cat", "missing", "sub", "up", "a.txt");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).isEqualTo("one\n");
        assertThat(run.err()).isEqualTo("""
                        cat: missing: No such file or directory
                        cat: sub: Is a directory
                        cat: up: Operation not permitted: it leads out of what the container may see
                        """);
    }

    @Test
    void ls_one_aLine_inOrder() {
        assertThat(ToolRun.of(tree, "ls").out()).isEqualTo("a.txt\ndangling\nlink\nsub\nup\n");
        assertThat(ToolRun.of(tree, "ls", "-A", "/dir").out()).startsWith(".hidden\na.txt\n");
        assertThat(ToolRun.of(tree, "ls", "-a").out()).startsWith(".\n..\n.hidden\n");
        assertThat(ToolRun.of(tree, "ls", "-d", "sub", "a.txt").out()).isEqualTo("sub\na.txt\n");
        assertThat(ToolRun.of(tree, "ls", "a.txt", "dangling").out()).isEqualTo("a.txt\ndangling\n");
    }

    @Test
    void ls_severalAndRecursive_haveTitles() {
        assertThat(ToolRun.of(tree, "ls", "-R", "sub", "/dir").out())
                .isEqualTo("sub:\nb.txt\n\n/dir:\na.txt\ndangling\nlink\nsub\nup\n\n/dir/sub:\nb.txt\n");
    }

    @Test
    void ls_long_hasKindLinksSizeTimeAndTarget() {
        assertThat(ToolRun.of(tree, "ls", "-l", "sub", "a.txt").out())
                .contains("-   1          4 1970-01-01T00:00:00Z a.txt\n", "b.txt\n");
        assertThat(ToolRun.of(tree, "ls", "-l").out())
                .contains("link -> sub/b.txt\n", "up -> ../../../etc/passwd\n", "d ");
    }

    @Test
    void ls_absentPathAndUnknownOption_areSaid() {
        ToolRun run = ToolRun.of(tree, "ls", "nothing", "a.txt");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).isEqualTo("a.txt\n");
        assertThat(run.err()).isEqualTo("ls: nothing: No such file or directory\n");
        assertThat(ToolRun.of(tree, "ls", "-Z").err()).contains("unknown option -Z; usage: ls");
    }

    @Test
    void ls_nameThatSteersTerminals_isHarmless() throws IOException {
        ToolRun.write(tree, "/dir/sub/\u001b[2J\nx\u202e", "");
        assertThat(ToolRun.of(tree, "ls", "sub").out()).isEqualTo("?[2J?x?\nb.txt\n");
        assertThat(ToolRun.of(tree, "cat", "no\u001b").err()).isEqualTo("cat: no?: No such file or directory\n");
    }

    @Test
    void ls_deepTree_endsWithAComplaint() throws IOException {
        try (GuestFiles files = GuestFiles.of(tree)) {
            String path = "/deep";
            files.createDirectory(path);
            for (int i = 0; i < 70; i++) {
                path += "/d";
                files.createDirectory(path);
            }
        }
        ToolRun run = ToolRun.of(tree, "ls", "-R", "/deep");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).endsWith(": more than 64 directories deep\n");
        ToolRun tar = ToolRun.of(tree, "tar", "cf", "-", "/deep");
        assertThat(tar.status()).isEqualTo(2);
        assertThat(tar.err()).endsWith(": more than 64 directories deep; left out\n");
    }

    @ParameterizedTest
    @CsvSource({
        "-d, sub, 0",
        "-d, a.txt, 1",
        "-d, link, 1",
        "-e, link, 0",
        "-e, dangling, 1",
        "-L, dangling, 0",
        "-h, a.txt, 1",
        "-f, link, 0",
        "-f, sub, 1",
        "-s, a.txt, 0",
        "-s, .hidden, 1",
        "-d, /, 0",
        "-x, sub, 2",
    })
    void test_asksAboutAFile(String option, String path, int status) {
        assertThat(ToolRun.of(tree, "test", option, path).status()).isEqualTo(status);
    }

    @Test
    void cat_interrupted_ends() throws IOException {
        try (GuestFileSystem devices = Mounts.builder(InMemoryFileSystem.create())
                .file("/zero", VirtualFiles.zeroDevice())
                .build()) {
            ToolContext context = new ToolContext(
                    List.of("cat", "/zero"),
                    Map.of(),
                    devices,
                    "/",
                    new ByteArrayInputStream(new byte[0]),
                    OutputStream.nullOutputStream(),
                    OutputStream.nullOutputStream());
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> Tools.find("cat").orElseThrow().run(context))
                    .isInstanceOf(InterruptedException.class);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
