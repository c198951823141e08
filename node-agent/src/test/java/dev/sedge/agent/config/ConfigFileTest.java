package dev.sedge.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigFileTest {
    private static final String EVERYTHING = """
            listen: unix:///run/other/s.sock
            root: "/var/lib/öther \\" 😀"
            code-cache: /var/cache/sedge-code
            code-cache-size: 1Gi
            profile: fast
            log-level: debug
            log-format: json
            node-ip: 10.0.0.7
            streaming-address: "[::1]:10350"
            registries:
              docker.io:
                mirrors: [http://127.0.0.1:5000, https://mirror.example/, https://m.example/v2/p]
                ca-file: /etc/sedge/ca.pem
              "*":
                plain-http: true
                credentials-file: /etc/sedge/auth.json
            policy:
              stale-if-offline: true
              defaults: {random: "seed:7", clock: none, timeout: 30s, random-bytes: 1Mi, open-files: 64, disk: 0, memory: none}
              maxima:
                random: secure
                timeout: 1h30m
                open-files: 4096
                disk: 1Gi
              network:
                ports: [80, 1024-65535]
                addresses: ["127.0.0.1", '::1']
                reserved-ports: [9100]
                exposed-ports: true
            """;

    @TempDir
    Path directory;

    @Test
    void read_everything_isKept() throws IOException {
        NodeConfig config = read(EVERYTHING);

        assertThat(config.listen()).isEqualTo(Path.of("/run/other/s.sock"));
        assertThat(config.root()).isEqualTo(Path.of("/var/lib/öther \" 😀"));
        assertThat(config.codeCache().format()).isEqualTo("/var/cache/sedge-code");
        assertThat(config.codeCacheSize()).isEqualTo(1L << 30);
        assertThat(config.profile()).isEqualTo(Profile.FAST);
        assertThat(config.logLevel()).isEqualTo(LogLevel.DEBUG);
        assertThat(config.logFormat()).isEqualTo(LogFormat.JSON);
        assertThat(config.nodeIp().orElseThrow().getHostAddress()).isEqualTo("10.0.0.7");
        assertThat(config.streamingAddress().getPort()).isEqualTo(10350);
        assertThat(config.registries().ruleFor("docker.io").mirrors())
                .containsExactly(
                        URI.create("http://127.0.0.1:5000"),
                        URI.create("https://mirror.example"),
                        URI.create("https://m.example/v2/p"));
        assertThat(config.registries().ruleFor("docker.io").caFile()).hasValue(Path.of("/etc/sedge/ca.pem"));
        assertThat(config.registries().ruleFor("ghcr.io").plainHttp()).isTrue();
        assertThat(config.policy().staleIfOffline()).isTrue();
        assertThat(config.policy().defaults().random().seed()).hasValue(7);
        assertThat(config.policy().maxima().diskBytes()).isEqualTo(1L << 30);
        assertThat(config.policy().network().ports().format()).containsExactly("80", "1024-65535");
        assertThat(config.policy().network().exposedPorts()).isTrue();
    }

    @Test
    void toYaml_ofEverythingAndOfNothing_isReadBackAsTheSame() throws IOException {
        for (NodeConfig config : List.of(read(EVERYTHING), NodeConfig.defaults())) {
            NodeConfig again = read(config.toYaml());

            assertThat(again.toYaml()).isEqualTo(config.toYaml());
            assertThat(again.registries()).isEqualTo(config.registries());
            assertThat(again.root()).isEqualTo(config.root());
            assertThat(again.policy().network()).isEqualTo(config.policy().network());
        }
    }

    @Test
    void toYaml_namesEveryKeyWithAComment() {
        String yaml = NodeConfig.defaults().toYaml();

        assertThat(Settings.all()).hasSize(28);
        for (Setting<?> setting : Settings.all()) {
            assertThat(yaml)
                    .contains(setting.key() + ": ")
                    .contains(setting.comment().substring(0, 20));
        }
        assertThat(yaml.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(120));
    }

    @Test
    void toYaml_ofNothing_isTheFileOfTheInstallation() throws IOException {
        assertThat(NodeConfig.defaults().toYaml())
                .isEqualTo(Files.readString(Path.of("src", "main", "dist", "etc", "config.yaml")));
    }

    @Test
    void read_options_winOverTheFile() throws IOException {
        NodeConfig config = read(
                "root: /one\npolicy: {network: {ports: [1]}}",
                Map.of("--root", "/two", "--policy-network-ports", "80,90-99", "--policy-defaults-disk", "1Mi"));

        assertThat(config.root()).isEqualTo(Path.of("/two"));
        assertThat(config.policy().network().ports().format()).containsExactly("80", "90-99");
        assertThat(config.policy().defaults().diskBytes()).isEqualTo(1L << 20);
    }

    @ParameterizedTest
    @CsvSource({
        "--root,'',option --root: root: '' is no path",
        "--policy-network-ports,'80,',option --policy-network-ports: policy.network.ports: '' is no port",
        "--policy-stale-if-offline,yes,'yes' is neither true nor false",
    })
    void read_wrongOption_isRefusedWithItsName(String name, String value, String message) {
        assertThatThrownBy(() -> read("", Map.of(name, value)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(message);
    }

    @Test
    void read_nothing_isTheDefaults() throws IOException {
        assertThat(read("# only words\n").toYaml())
                .isEqualTo(NodeConfig.defaults().toYaml());
        NodeConfig absent = ConfigFile.ifPresent(directory.resolve("none.yaml")).read(Map.of());
        assertThat(absent.toYaml()).isEqualTo(NodeConfig.defaults().toYaml());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "rot: /x|1: rot is not known: did you mean root?",
                "root: /x\\npolicy:\\n  default: {}|3: policy.default is not known: did you mean policy.defaults?",
                "ports: [1]|1: ports is not known: did you mean policy.network.ports?",
                "policy: {defaults: {dsk: 1}}|1: policy.defaults.dsk is not known: did you mean policy.defaults.disk?",
                "policy: {xyz: 1}|1: policy.xyz is not known: there are defaults, maxima, network, stale-if-offline",
                "root: /x\\nroot: /y|2: the file has the key root twice",
                "root: [a]|1: root holds a list, and must have one value",
                "root:|1: root has no value",
                "policy: 7|1: policy holds one value, and must hold keys with values",
                "policy:|1: policy holds nothing, and must hold keys with values",
                "[a, b]|1: the file holds a list, and must hold keys with values",
                "[a]: b|1: the file has a key that is no text",
                "policy: {network: {ports: 80}}|1: policy.network.ports holds one value, and must be a list: [A, B]",
                "policy: {network: {ports: [http]}}|1: policy.network.ports: 'http' is no port",
                "policy: {network: {addresses: [localhost]}}|'localhost' is no IP address",
                "policy: {defaults: {disk: 1Gi}}|policy.defaults.disk (1Gi) is more than policy.maxima.disk (64Mi)",
                "policy: {stale-if-offline: 1}|1: policy.stale-if-offline: '1' is neither true nor false",
                "code-cache: \"\"|1: code-cache: '' is no path",
                "code-cache-size: lots|1: code-cache-size: 'lots' is not a size",
                "profile: huge|1: profile: 'huge' is none of small, fast",
                "listen: tcp://0.0.0.0:1|1: listen: 'tcp://0.0.0.0:1' is no socket",
                "node-ip: 0.0.0.0|1: node-ip: '0.0.0.0' is no address of one node",
                "streaming-address: 0.0.0.0:1|1: streaming-address: '0.0.0.0:1' is no address of loopback",
                "registries: {docker.io: {mirror: []}}|registries.docker.io.mirror is not known: did you mean"
                        + " registries.docker.io.mirrors?",
                "registries: {docker.io: {mirrors: [\"ftp://x\"]}}|a mirror is http:// or https:// with a host",
                "registries: {docker.io: {mirrors: [\"http://u:pw@x\"]}}|a mirror is http:// or https:// with a host",
                "registries: {docker.io: {mirrors: [\"http://x/p?q\"]}}|a mirror is http:// or https:// with a host",
                "registries: {docker.io/library: {}}|this is no host as it stands in image names",
                "registries: {docker.io: {plain-http: 1, plain-http: 2}}|plain-http: '1' is neither",
                "root: 'x|this is no YAML",
                "a: &a [*a]|1: a is not known",
                "policy: &a {policy: *a}|policy.policy is not known: ",
                "root: /a\\n---\\nroot: /b|this is no YAML",
            })
    void read_whatIsWrong_isRefusedWithFileLineAndKey(String yaml, String message) {
        assertThatThrownBy(() -> read(yaml.replace("\\n", "\n")))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(directory.resolve("config.yaml") + ":")
                .hasMessageContaining(message)
                .hasMessageNotContaining("pw");
    }

    @Test
    void read_longSocket_isRefused() {
        assertThatThrownBy(() -> read("listen: /" + "x".repeat(107))).hasMessageContaining("at most 107 bytes");
    }

    @Test
    void read_fileThatIsMissingOrNoText_isRefused() throws IOException {
        Path missing = directory.resolve("missing.yaml");
        assertThatThrownBy(() -> ConfigFile.at(missing).read(Map.of())).hasMessageContaining("no configuration file");
        Path latin = Files.write(directory.resolve("latin.yaml"), "root: /ö".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> ConfigFile.at(latin).read(Map.of())).hasMessageContaining("not written in UTF-8");
        assertThatThrownBy(() -> ConfigFile.at(directory).read(Map.of())).hasMessageContaining("cannot read");
    }

    @ParameterizedTest
    @ValueSource(strings = {"disk", "open-files", "ports"})
    void options_areNamedByTheirPath(String key) {
        assertThat(ConfigFile.options())
                .anySatisfy(option ->
                        assertThat(option.name()).startsWith("--policy-").endsWith("-" + key));
    }

    private NodeConfig read(String yaml) throws IOException {
        return read(yaml, Map.of());
    }

    private NodeConfig read(String yaml, Map<String, String> options) throws IOException {
        return ConfigFile.at(Files.writeString(directory.resolve("config.yaml"), yaml))
                .read(options);
    }
}
