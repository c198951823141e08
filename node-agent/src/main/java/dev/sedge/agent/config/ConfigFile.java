package dev.sedge.agent.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A configuration file, which may be missing only where it is expected by default. */
public final class ConfigFile {
    /** Where the configuration of a node is by default. */
    public static final Path STANDARD = Path.of("/etc/sedge/config.yaml");

    private final Path file;
    private final boolean mayBeMissing;

    private ConfigFile(Path file, boolean mayBeMissing) {
        this.file = file;
        this.mayBeMissing = mayBeMissing;
    }

    /** A file that somebody named, so that it must be there. */
    public static ConfigFile at(Path file) {
        return new ConfigFile(file, false);
    }

    /** A file that is used if it is there. */
    public static ConfigFile ifPresent(Path file) {
        return new ConfigFile(file, true);
    }

    /** All keys that are options too: the name of the option, and what a help text says of it. */
    public static List<Option> options() {
        return Settings.all().stream()
                .map(setting -> new Option(
                        setting.option(),
                        setting.label(),
                        setting.comment(),
                        String.join(",", setting.textsIn(NodeConfig.defaults())),
                        setting.isList()))
                .toList();
    }

    /**
     * A key as an option.
     *
     * @param name its name: {@code --policy-defaults-disk}
     * @param label what its value is: {@code SIZE}
     * @param description what it means
     * @param fallback its value if nobody sets it
     * @param isList whether commas separate several values
     */
    public record Option(String name, String label, String description, String fallback, boolean isList) {}

    /**
     * Reads it.
     *
     * @param options values that win over the file, by the name of the option
     * @throws ConfigException if it cannot be read, or something in it or in the options is wrong
     */
    public NodeConfig read(Map<String, String> options) {
        Values values = new Values();
        RegistryRules registries = text().map(text -> new ConfigReader(file.toString(), text).read(values))
                .orElse(RegistryRules.NONE);
        Map<String, Setting<?>> byOption = new LinkedHashMap<>();
        Settings.all().forEach(setting -> byOption.put(setting.option(), setting));
        options.forEach((name, value) -> {
            Setting<?> setting = byOption.get(name);
            if (setting == null) {
                throw new ConfigException("option " + name + " is none of the configuration's");
            }
            values.set(setting, texts(setting, value), "option " + name);
        });
        return NodeConfig.of(values, registries, file + ": ");
    }

    private static List<String> texts(Setting<?> setting, String value) {
        if (!setting.isList()) {
            return List.of(value);
        }
        return value.isEmpty() ? List.of() : List.of(value.split(",", -1));
    }

    private Optional<String> text() {
        try {
            return Optional.of(Files.readString(file));
        } catch (NoSuchFileException e) {
            if (mayBeMissing) {
                return Optional.empty();
            }
            throw new ConfigException("no configuration file " + file + " is here", e);
        } catch (CharacterCodingException e) {
            throw new ConfigException(file + " is not written in UTF-8", e);
        } catch (IOException e) {
            throw new ConfigException("cannot read the configuration file " + file + ": " + e, e);
        }
    }
}
