package dev.sedge.agent.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sedge.agent.grant.Policy;
import dev.sedge.runtime.Engine;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContainerLauncherTest extends ContainerTest {
    private final ContainerLauncher launcher = new ContainerLauncher(Engine.create(), Policy.DEFAULT);

    @Test
    void image_withoutWords_runsItsOwnCommand() throws IOException, InterruptedException {
        TestContainer.Run run = new TestContainer(directory, images.image("c/hello.wasm")).run(launcher);

        assertThat(run.out()).isEqualTo("Hello from WebAssembly\n");
        assertThat(run.end()).isEqualTo(new GuestEnd(0, "Completed", ""));
    }

    @Test
    void commandOfThePod_switchesTheImagesArgumentsOff() throws IOException, InterruptedException {
        var image = images.image("c/process.wasm", it -> it.withCmd(List.of("/process.wasm", "9")));

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
        var image = images.image("c/process.wasm", it -> it.withEnv(List.of("A=image", "B=image")));

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
    void moduleInAMount_isRun() throws IOException, InterruptedException {
        Path volume = Files.createDirectory(directory.resolve("volume"));
        Path data = Files.createDirectory(volume.resolve("..2026_1"));
        Files.write(data.resolve("other.wasm"), TestImages.module("c/process.wasm"));
        Files.createSymbolicLink(volume.resolve("..data"), Path.of("..2026_1"));
        Files.createSymbolicLink(volume.resolve("other.wasm"), Path.of("..data/other.wasm"));

        TestContainer byPath = new TestContainer(directory, images.image("c/hello.wasm"))
                .command("/config/other.wasm", "3")
                .mount(volume, "/config", true);
        assertThat(byPath.run(launcher).end().exitCode()).isEqualTo(3);

        TestContainer inWorkingDirectory = new TestContainer(directory, images.artifact("c/hello.wasm"))
                .command("other.wasm", "4")
                .mount(volume, "/config", true);
        inWorkingDirectory.config.setWorkingDir("/config");
        TestContainer.Run run = inWorkingDirectory.run(launcher);
        assertThat(run.end().exitCode()).isEqualTo(4);
        assertThat(run.out()).contains("PWD=/config");

        TestContainer onPath = new TestContainer(directory, images.image("c/hello.wasm"))
                .command("other.wasm", "5")
                .env("PATH", "/nowhere:/config")
                .mount(volume, "/config", true);
        assertThat(onPath.run(launcher).end().exitCode()).isEqualTo(5);
    }

    @Test
    void fileThatIsNoModule_isCalledWhatItIs() throws IOException, InterruptedException {
        Path volume = Files.createDirectory(directory.resolve("volume"));
        Files.writeString(volume.resolve("script.sh"), "#!/bin/sh\necho hello\n");
        Files.writeString(volume.resolve("text.wat"), "(module)");
        Files.write(volume.resolve("component.wasm"), new byte[] {0, 'a', 's', 'm', 13, 0, 1, 0});
        Files.write(volume.resolve("damaged.wasm"), new byte[] {0, 'a', 's', 'm', 1, 0, 0, 0, 77});

        refuse(volume, "/config/script.sh", "it is a native program or a script, and only Wasm modules run here");
        refuse(volume, "/config/text.wat", "it is WebAssembly text; translate it to binary");
        refuse(volume, "/config/component.wasm", "it is a component");
        refuse(volume, "/config/damaged.wasm", "cannot run \"/config/damaged.wasm\": ");
    }

    private void refuse(Path volume, String program, String reason) throws IOException, InterruptedException {
        TestContainer container = new TestContainer(directory, images.image("c/hello.wasm"))
                .command(program)
                .mount(volume, "/config", true);
        assertThatThrownBy(() -> container.prepare(launcher))
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void exec_runsModulesAndToolsBesideTheProgram_andEndsWithIt() throws IOException, InterruptedException {
        TestContainer asked = new TestContainer(directory, images.image("c/loop.wasm"))
                .args("/loop.wasm", "sleep")
                .env("COLOUR", "blue");
        try (PreparedContainer container = asked.prepare(launcher)) {
            assertThatThrownBy(() -> TestContainer.exec(container, "ls"))
                    .isInstanceOf(LaunchException.class)
                    .hasMessageContaining("is not running");
            RunningGuest guest = container.start(new Signal().stdio());
            assertThat(TestContainer.exec(container, "env").out()).contains("COLOUR=blue");
            assertThat(TestContainer.exec(container, "false").end()).isEqualTo(new GuestEnd(1, "Error", ""));
            assertThatThrownBy(() -> TestContainer.exec(container, "nothing.wasm"))
                    .isInstanceOf(LaunchException.class)
                    .hasMessageContaining("\"/loop.wasm\"");

            Signal signal = new Signal();
            RunningGuest beside = container.exec(List.of("/loop.wasm", "empty"), signal.stdio());
            signal.awaitOutput();
            guest.stop(137);

            assertThat(TestContainer.await(guest)).isEqualTo(new GuestEnd(137, "Error", ""));
            assertThat(beside.onEnd()).isCompletedWithValue(new GuestEnd(137, "Error", ""));
        }
    }

    @Test
    void stop_guestThatWaitsForInput_endsItWithTheCodeGiven() throws IOException, InterruptedException {
        TestContainer asked = new TestContainer(directory, images.image("c/loop.wasm")).args("/loop.wasm", "read");
        try (PreparedContainer container = asked.prepare(launcher);
                PipedOutputStream silent = new PipedOutputStream()) {
            Signal signal = new Signal();
            RunningGuest guest = container.start(signal.stdio().withInput(new PipedInputStream(silent)));
            signal.awaitOutput();

            guest.stop(130);
            guest.stop(137);

            assertThat(TestContainer.await(guest)).isEqualTo(new GuestEnd(130, "Error", ""));
            assertThatThrownBy(() -> container.start(new Signal().stdio())).isInstanceOf(LaunchException.class);
        }
    }

    @Test
    void nulInAWord_isRefused() throws IOException, InterruptedException {
        var image = images.image("c/hello.wasm");

        assertThatThrownBy(
                        () -> new TestContainer(directory, image).args("a\0b").prepare(launcher))
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining("NUL");
        assertThatThrownBy(() ->
                        new TestContainer(directory, image).env("A", "a\0b").prepare(launcher))
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining("variable A contains a NUL");
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
