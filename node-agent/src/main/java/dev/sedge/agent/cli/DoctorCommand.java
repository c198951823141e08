package dev.sedge.agent.cli;

import dev.sedge.agent.args.Syntax;
import dev.sedge.agent.args.Words;
import dev.sedge.agent.cri.v1.VersionResponse;
import dev.sedge.agent.doctor.Doctor;
import dev.sedge.agent.doctor.Finding;
import dev.sedge.agent.doctor.Finding.Severity;
import dev.sedge.agent.transport.grpc.VersionProbe;
import java.io.IOException;
import java.io.InputStream;
import java.net.Proxy;
import java.net.URI;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** {@code sedge doctor}. */
final class DoctorCommand implements SedgeCommand {
    private static final int PATIENCE_MILLIS = 3000;
    private static final int LONGEST_ANSWER = 4096;

    static final CommandKind KIND = new CommandKind(
            Syntax.of("doctor", "Look at what this node needs to run Wasm pods; say what is wrong and what would help.")
                    .options(ConfigOption.OPTION, VerboseOption.OPTION)
                    .footer("Exit status: 1 if something does not work. Nothing is changed."),
            DoctorCommand::new);

    private final ConfigOption config;

    private DoctorCommand(Words words) {
        config = new ConfigOption(words);
    }

    @Override
    public int run(Stdio stdio) {
        Doctor doctor = new Doctor(config.file().read(Map.of()), Path.of("/"), new Node(), InstantSource.system());
        List<Finding> findings = doctor.examine();
        findings.forEach(stdio.printOut()::println);
        return findings.stream().anyMatch(finding -> finding.severity() == Severity.FAIL) ? 1 : 0;
    }

    private static final class Node implements Doctor.Questions {
        @Override
        public VersionResponse version(Path socket) throws IOException {
            return VersionProbe.ask(socket);
        }

        @Override
        public String yurtHubReadiness() throws IOException {
            URLConnection connection =
                    URI.create("http://127.0.0.1:10267/v1/readyz").toURL().openConnection(Proxy.NO_PROXY);
            connection.setConnectTimeout(PATIENCE_MILLIS);
            connection.setReadTimeout(PATIENCE_MILLIS);
            try (InputStream in = connection.getInputStream()) {
                return new String(in.readNBytes(LONGEST_ANSWER), StandardCharsets.UTF_8);
            }
        }
    }
}
