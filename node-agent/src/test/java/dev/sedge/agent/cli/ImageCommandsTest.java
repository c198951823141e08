package dev.sedge.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sedge.oci.Digest;
import dev.sedge.oci.local.LocalRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageCommandsTest {
    private static final String GUESTS = "../wasi/src/test/guests/c/";

    @TempDir
    Path directory;

    private LocalRegistry registry;

    @BeforeEach
    void startRegistry() throws IOException {
        registry = LocalRegistry.start();
    }

    @AfterEach
    void stopRegistry() {
        registry.close();
    }

    @Test
    void push_thenRun_givesTheGuestTheArgumentsOfThePersonOrTheImage() {
        push("process", "process:1", "--entrypoint", "/process.wasm", "--cmd", "7", "-e", "FROM=image");

        assertThat(sedge("run", "--plain-http", image("process:1")).status()).isEqualTo(7);
        CliRun run = sedge("run", "--plain-http", "-e", "MORE=1", image("process:1"), "3", "--pull");
        assertThat(run.status()).isEqualTo(3);
        assertThat(run.out()).contains("[0] 13 bytes: /process.wasm", "[2] 6 bytes: --pull", "FROM=image", "MORE=1");
    }

    @Test
    void run_artifact_isNamedAfterItsRepository() {
        push("hello", "team/hello:1", "--format", "artifact");
        push("process", "team/process:1", "--format", "artifact");

        assertThat(sedge("run", "--plain-http", image("team/hello:1")).out()).isEqualTo("Hello from WebAssembly\n");
        CliRun run = sedge("run", "--plain-http", image("team/process:1"), "me", "4");
        assertThat(run.out()).contains("[0] 2 bytes: me", "[1] 1 bytes: 4");
    }

    @Test
    void run_entrypoint_replacesTheImagesOwn() {
        push("hello", "hello:1");

        CliRun run = sedge("run", "--plain-http", "--entrypoint", "/other.wasm", image("hello:1"));

        assertThat(run.status()).isEqualTo(125);
        assertThat(lastLine(run.err())).startsWith("sedge: ").contains("/other.wasm", "/hello.wasm");
    }

    @Test
    void run_volumes_areMountedIntoTheImagesTree() throws IOException {
        push("files", "files:1", "--entrypoint", "/files.wasm");
        Path shared = Files.createDirectory(directory.resolve("shared"));

        CliRun run = sedge("run", "--plain-http", "-v", shared + ":/data", image("files:1"), "/data");

        assertThat(run.err()).doesNotContain("sedge: ");
        assertThat(run.status()).isZero();
        assertThat(shared).isEmptyDirectory();
    }

    @Test
    void run_readOnlyVolume_isNotChanged() throws IOException {
        push("files", "files:1", "--entrypoint", "/files.wasm");
        Path shared = Files.createDirectory(directory.resolve("shared"));

        CliRun run = sedge("run", "--plain-http", "--dir", shared + "::/data:ro", image("files:1"), "/data");

        assertThat(run.status()).isNotZero();
        assertThat(shared).isEmptyDirectory();
    }

    @Test
    void run_pullNever_usesTheStoreAlone() {
        push("hello", "hello:1");
        CliRun missing = sedge("run", "--pull", "never", image("hello:1"));
        assertThat(missing.status()).isEqualTo(125);
        assertThat(missing.err()).startsWith("sedge: no image " + image("hello:1") + " is in the store");

        sedge("pull", "--plain-http", image("hello:1"));
        registry.close();

        assertThat(sedge("run", "--pull", "never", image("hello:1")).status()).isZero();
        assertThat(sedge("run", image("hello:1")).status()).isZero();
    }

    @Test
    void run_pullAlways_asksTheRegistry() {
        push("hello", "app:1");
        sedge("run", "--plain-http", image("app:1"));
        push("process", "app:1");

        assertThat(sedge("run", "--plain-http", image("app:1")).out()).startsWith("Hello");
        assertThat(sedge("run", "--plain-http", "--pull", "always", image("app:1"), "/process.wasm", "9")
                        .status())
                .isEqualTo(9);
    }

    @Test
    void pull_quiet_isTheNameByDigestAlone() {
        String pinned = push("hello", "hello:1");

        CliRun run = sedge("pull", "--quiet", "--plain-http", image("hello:1"));

        assertThat(run.out()).isEqualTo(pinned);
        assertThat(run.err()).isEmpty();
    }

    @Test
    void images_inspectAndRmi_followAnImageThroughItsLife() {
        push("hello", "hello:1");
        sedge("pull", "--plain-http", image("hello:1"));

        assertThat(sedge("images").out()).contains("IMAGE", image("hello"), "KiB");
        String id = sedge("images", "-q").out().strip();
        assertThat(sedge("inspect", id.substring(7, 19)).out())
                .contains(id, "\"form\" : \"compat\"", "/hello.wasm", "\"cmd\" : [ \"/hello.wasm\" ]");
        assertThat(sedge("rmi", image("hello:1")).out()).contains("removed " + image("hello:1"));
        assertThat(sedge("images", "-q").out()).isEmpty();
        CliRun again = sedge("rmi", image("hello:1"));
        assertThat(again.status()).isEqualTo(125);
        assertThat(again.err())
                .isEqualTo("sedge: no image " + image("hello:1") + " is in the store; see 'sedge images'\n");
    }

    @Test
    void inspect_artifact_showsWhatTheModuleImports() {
        push("hello", "hello:1", "--format", "artifact");
        sedge("pull", "--plain-http", image("hello:1"));

        assertThat(sedge("inspect", image("hello:1")).out())
                .contains("\"form\" : \"artifact\"", "wasi_snapshot_preview1", "_start");
    }

    @Test
    void compile_imageAndFile_saysWhatAndWhere() throws IOException {
        push("hello", "hello:1");
        String file = GUESTS + "process.wasm";

        CliRun run = sedge("compile", "--plain-http", image("hello:1"), file);

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out().lines().toList())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("compiled image " + image("hello:1") + ": sha256:"),
                        line -> assertThat(line)
                                .startsWith(
                                        "compiled " + file + ": " + Digest.sha256Of(Files.readAllBytes(Path.of(file)))),
                        line -> assertThat(line)
                                .startsWith(directory.resolve("store").resolve("code") + " has "));
        assertThat(sedge("images").out()).contains(image("hello"));
    }

    @Test
    void compile_withoutCache_isRefused() {
        CliRun run = sedge("compile", "--code-cache", "none", GUESTS + "hello.wasm");

        assertThat(run.status()).isEqualTo(125);
        assertThat(run.err()).isEqualTo("sedge: nothing would be kept: --code-cache is none\n");
    }

    @Test
    void compile_intoACacheThatIsTooSmall_saysSoAndFails() {
        String file = GUESTS + "hello.wasm";

        CliRun run = sedge("compile", "--code-cache-size", "4Ki", file);

        assertThat(run.status()).isEqualTo(125);
        assertThat(run.out()).isEmpty();
        assertThat(lastLine(run.err())).startsWith("sedge: cannot keep all compiled code of " + file + " in ");
    }

    @Test
    void wrongDigest_isOneLineAnd125() {
        push("hello", "hello:1");

        CliRun run = sedge("run", "--plain-http", image("hello@sha256:" + "0".repeat(64)));

        assertThat(run.status()).isEqualTo(125);
        assertThat(lastLine(run.err())).startsWith("sedge: ").contains("404");
    }

    @Test
    void push_whatIsNoModule_isRefused() throws IOException {
        Path file = Files.writeString(directory.resolve("x.wasm"), "no module");

        CliRun run = CliRun.of("push", "--plain-http", file.toString(), image("x:1"));

        assertThat(run.status()).isEqualTo(125);
        assertThat(run.err()).startsWith("sedge: publish \"x.wasm\" failed: ").hasLineCount(1);
    }

    @Test
    void push_artifactWithCommand_saysThatThereIsNoPlaceForIt() {
        CliRun run = CliRun.of("push", "--format", "artifact", "--cmd", "x", GUESTS + "hello.wasm", image("x:1"));

        assertThat(run.status()).isEqualTo(125);
        assertThat(run.err()).contains("an artifact has no place for --entrypoint, --cmd and --env");
    }

    private String push(String guest, String name, String... options) {
        List<String> words = new ArrayList<>(List.of("push", "--plain-http"));
        words.addAll(Arrays.asList(options));
        words.addAll(List.of(GUESTS + guest + ".wasm", image(name)));
        CliRun run = CliRun.of(words.toArray(String[]::new));
        assertThat(run.status()).as(run.err()).isZero();
        return run.out();
    }

    private CliRun sedge(String command, String... words) {
        List<String> all = new ArrayList<>(
                List.of(command, "--root", directory.resolve("store").toString()));
        all.addAll(Arrays.asList(words));
        return CliRun.of(all.toArray(String[]::new));
    }

    private String image(String name) {
        return registry.address() + "/" + name;
    }

    private static String lastLine(String text) {
        return text.lines().reduce("", (before, line) -> line);
    }
}
