package dev.sedge.agent.cli;

import dev.sedge.agent.args.Option;
import dev.sedge.agent.args.Words;
import dev.sedge.agent.config.ConfigFile;
import java.nio.file.Path;
import java.util.Optional;

/** The option that names the configuration of the node. */
final class ConfigOption {
    static final Option OPTION = Option.value(
            "FILE", "The configuration of the agent. Default: /etc/sedge/config.yaml if it is there.", "--config");

    private final Optional<Path> config;

    ConfigOption(Words words) {
        config = words.value(OPTION).map(Path::of);
    }

    /** The file that was named, or else the usual one, which may be missing. */
    ConfigFile file() {
        return file(config);
    }

    /** The file that somebody named, or else the usual one, which may be missing. */
    static ConfigFile file(Optional<Path> named) {
        return named.map(ConfigFile::at).orElseGet(() -> ConfigFile.ifPresent(ConfigFile.STANDARD));
    }
}
