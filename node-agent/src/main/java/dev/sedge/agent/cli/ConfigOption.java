package dev.sedge.agent.cli;

import dev.sedge.agent.config.ConfigFile;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that names the configuration of the node. */
final class ConfigOption {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The configuration of the agent. Default: /etc/sedge/config.yaml if it is there.")
    @Nullable Path config;

    /** The file that was named, or else the usual one, which may be missing. */
    ConfigFile file() {
        return file(config);
    }

    /** The file that somebody named, or else the usual one, which may be missing. */
    static ConfigFile file(@Nullable Path named) {
        return named == null ? ConfigFile.ifPresent(ConfigFile.STANDARD) : ConfigFile.at(named);
    }
}
