package dev.sedge.agent.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sedge.agent.config.ConfigFile;
import dev.sedge.agent.config.NodeConfig;
import dev.sedge.agent.cri.v1.VersionResponse;
import dev.sedge.agent.transport.grpc.VersionProbe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentTest {
    @TempDir
    Path directory;

    @Test
    void start_onAnEmptyRoot_answersAsSedge() throws IOException {
        Agent agent = Agent.start(config("root", "a.sock"), "1.2.3");
        try {
            VersionResponse version = VersionProbe.ask(directory.resolve("a.sock"));

            assertThat(version.getRuntimeName()).isEqualTo("sedge");
            assertThat(version.getRuntimeVersion()).isEqualTo("1.2.3");
        } finally {
            agent.close();
        }
        assertThat(directory.resolve("a.sock")).doesNotExist();
    }

    @Test
    void start_again_takesOverTheRoot() throws IOException {
        for (int i = 0; i < 2; i++) {
            Agent.start(config("root", "a.sock"), "1.2.3").close();
        }

        assertThat(directory.resolve("root")).isDirectory();
    }

    @Test
    void start_rootOrSocketOfAnotherAgent_saysSoAndLeavesThatOneAlone() throws IOException {
        Agent agent = Agent.start(config("root", "a.sock"), "1.2.3");
        try {
            assertThatThrownBy(() -> Agent.start(config("root", "b.sock"), "1.2.3"))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(directory.resolve("root").toString());
            assertThatThrownBy(() -> Agent.start(config("other", "a.sock"), "1.2.3"))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("a.sock");
            assertThat(VersionProbe.ask(directory.resolve("a.sock")).getRuntimeName())
                    .isEqualTo("sedge");
        } finally {
            agent.close();
        }
    }

    @Test
    void start_rootThatIsAFile_saysSo() throws IOException {
        Files.writeString(directory.resolve("root"), "");

        assertThatThrownBy(() -> Agent.start(config("root", "a.sock"), "1.2.3"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(directory.resolve("root").toString());
    }

    @Test
    void ask_nobodyThere_fails() {
        assertThatThrownBy(() -> VersionProbe.ask(directory.resolve("none.sock")))
                .isInstanceOf(IOException.class);
    }

    private NodeConfig config(String root, String socket) {
        return ConfigFile.ifPresent(directory.resolve("none.yaml"))
                .read(Map.of(
                        "--root", directory.resolve(root).toString(),
                        "--listen", directory.resolve(socket).toString(),
                        "--node-ip", "127.0.0.1"));
    }
}
