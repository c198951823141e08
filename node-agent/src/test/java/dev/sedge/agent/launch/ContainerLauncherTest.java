package dev.sedge.agent.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sedge.agent.grant.Policy;
import dev.sedge.runtime.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ContainerLauncherTest {
    @TempDir
    Path directory;

    private final ContainerLauncher launcher = new ContainerLauncher(Engine.create(), Policy.DEFAULT);
    private TestImages images;

    @BeforeEach
    void openStore() throws IOException {
        images = new TestImages(directory.resolve("store"));
    }

    @AfterEach
    void closeStore() throws IOException {
        images.close();
    }

    @Test
    void image_withoutWords_runsItsOwnCommand() throws IOException, InterruptedException {
        TestContainer.Run run = new TestContainer(directory, images.image("c/hello.wasm")).run(launcher);

        assertThat(run.out()).isEqualTo("Hello from WebAssembly\n");
        assertThat(run.end()).isEqualTo(new GuestEnd(0, "Completed", ""));
    }

    @Test
    void commandOfThePod_switchesTheImagesArgumentsOff() throws IOException, InterruptedException {
        var image = images.image("c/process.wasm", it -> it.withCmd(java.util.List.of("/process.wasm", "9")));

        TestContainer.Run run =
                new TestContainer(directory, image).command("/process.wasm").run(launcher);

        assertThat(run.end().exitCode()).isZero();
        assertThat(new TestContainer(directory, image).run(launcher).end().exitCode())
                .isEqualTo(9);
        assertThat(new TestContainer(directory, image)
                        .args("/process.wasm", "300")
                        .run(launcher)
                        .end())
                .isEqualTo(new GuestEnd(44, "Error", ""));
    }

    @Test
    void environment_isTheHostsNameTheImagesAndThePods() throws IOException, InterruptedException {
        var image = images.image("c/process.wasm", it -> it.withEnv(java.util.List.of("A=image", "B=image")));

        TestContainer.Run run = new TestContainer(directory, image)
                .env("B", "zwölf=12")
                .env("C", "")
                .run(launcher);

        assertThat(run.out()).contains("HOSTNAME=pod-1", "A=image", "B=zwölf=12", "C=", "PWD=/");
    }

    @Test
    void trueWithoutSuchAFile_endsWithZero() throws IOException, InterruptedException {
        assertThat(new TestContainer(directory, images.image("c/hello.wasm"))
                        .command("true")
                        .run(launcher)
                        .end())
                .isEqualTo(new GuestEnd(0, "Completed", ""));
        assertThat(new TestContainer(directory, images.artifact("c/hello.wasm"))
                        .command("true")
                        .run(launcher))
                .isEqualTo(new TestContainer.Run(new GuestEnd(0, "Completed", ""), "", ""));
    }

    @Test
    void artifact_runsItsModuleWhateverTheWordsAre() throws IOException, InterruptedException {
        TestContainer.Run run = new TestContainer(directory, images.artifact("c/process.wasm"))
                .args("me", "5")
                .run(launcher);

        assertThat(run.end().exitCode()).isEqualTo(5);
        assertThat(run.out()).contains("[0] 2 bytes: me");
    }

    @Test
    void trap_is134WithTheTrace() throws IOException, InterruptedException {
        GuestEnd end = new TestContainer(directory, images.image("c/trap.wasm"))
                .args("/trap.wasm", "divide")
                .run(launcher)
                .end();

        assertThat(end.exitCode()).isEqualTo(134);
        assertThat(end.reason()).isEqualTo("Error");
        assertThat(end.message()).startsWith("trap: integer divide by zero\n    at trap_divide (func ");
    }

    @Test
    void missingProgram_saysWhatThereIs() throws IOException, InterruptedException {
        TestContainer container = new TestContainer(directory, images.image("c/hello.wasm")).command("/bin/sh");

        assertThatThrownBy(() -> container.prepare(launcher))
                .isInstanceOf(LaunchException.class)
                .hasMessageStartingWith("cannot run \"/bin/sh\": the container has no such program. There is no shell")
                .hasMessageEndingWith("The .wasm files in the image are: \"/hello.wasm\"");
    }

    @Test
    void guestThatWorksWithFiles_findsThemAsOnLinux() throws IOException, InterruptedException {
        // What is above the volume is not outside, but the container's root.
        String expected = Files.readString(Path.of("../wasi/src/test/guests/expected/files-named.out"))
                .replace(
                        "open a/../../outside: Operation not permitted",
                        "open a/../../outside: No such file or directory")
                .replace(
                        "symlink out: ok\nopen it: Operation not permitted",
                        "symlink out: ok\nopen it: No such file or directory");
        Path volume = Files.createDirectory(directory.resolve("volume"));

        TestContainer.Run onVolume = new TestContainer(directory, images.image("c/files.wasm"))
                .args("/files.wasm", "/data")
                .mount(volume, "/data", false)
                .run(launcher);

        assertThat(onVolume.out()).isEqualTo(expected);
        assertThat(volume).isEmptyDirectory();
    }

    @Test
    void guestThatWorksInTheRoot_findsItAsOnLinux() throws IOException, InterruptedException {
        String expected = Files.readString(Path.of("../wasi/src/test/guests/expected/files-root.out"));

        TestContainer.Run run = new TestContainer(directory, images.image("c/files.wasm"))
                .args("/files.wasm", "/")
                .run(launcher);

        assertThat(run.out().replaceAll("root holds .*", "")).isEqualTo(expected.replaceAll("root holds .*", ""));
    }
}
