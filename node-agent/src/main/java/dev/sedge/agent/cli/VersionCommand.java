package dev.sedge.agent.cli;

import dev.sedge.agent.args.Syntax;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/** {@code sedge version}. */
final class VersionCommand implements SedgeCommand {
    static final CommandKind KIND = new CommandKind(
            Syntax.of("version", "Show the versions of Sedge and of the JVM it runs on."),
            words -> new VersionCommand());

    @Override
    public int run(Stdio stdio) {
        stdio.printOut().println(text());
        return 0;
    }

    static String text() {
        return "sedge " + version() + " (Java " + Runtime.version() + ", " + System.getProperty("os.name") + " "
                + System.getProperty("os.arch") + ")";
    }

    /** The version of Sedge. */
    static String version() {
        try (InputStream in = VersionCommand.class.getResourceAsStream("/dev/sedge/agent/version.properties")) {
            var properties = new Properties();
            properties.load(Objects.requireNonNull(in));
            return properties.getProperty("version", "unknown");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
