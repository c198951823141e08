package dev.sedge.agent.config;

import java.util.List;
import java.util.regex.Pattern;

/** Writes a configuration as a file that {@link ConfigReader} reads. */
final class ConfigPrinter {
    private static final int WIDTH = 110;
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9/][A-Za-z0-9/._+:-]*[A-Za-z0-9/._+-]|[A-Za-z0-9/]");

    private final StringBuilder out = new StringBuilder();

    private ConfigPrinter() {}

    static String print(NodeConfig config) {
        ConfigPrinter printer = new ConfigPrinter();
        printer.comment(
                "",
                "The configuration of a node that runs `sedge serve`. Every key may be left out; what is here"
                        + " by default is what holds then. Each key with one value or a list is an option as well: --root,"
                        + " --policy-defaults-disk. After a change restart the service, which ends its containers; kubelet"
                        + " starts them again.");
        Settings.beforeRegistries().forEach(setting -> printer.setting(setting, config));
        printer.registries(config.registries());
        String group = "";
        for (Setting<?> setting : Settings.afterRegistries()) {
            group = printer.enter(group, setting);
            printer.setting(setting, config);
        }
        return printer.out.toString();
    }

    private String enter(String current, Setting<?> setting) {
        String group = setting.path().substring(0, setting.path().lastIndexOf('.'));
        if (!group.equals(current)) {
            String indent = indent(group);
            blank();
            comment(indent, Settings.GROUPS.getOrDefault(group, ""));
            line(indent + group.substring(group.lastIndexOf('.') + 1) + ":");
        }
        return group;
    }

    private void setting(Setting<?> setting, NodeConfig config) {
        String indent = indent(setting.path());
        if (indent.isEmpty()) {
            blank();
        }
        comment(indent, setting.comment());
        List<String> texts = setting.textsIn(config);
        line(indent + setting.key() + ": " + (setting.isList() ? list(texts) : text(texts.get(0))));
    }

    private void registries(RegistryRules rules) {
        blank();
        comment(
                "",
                "How registries are talked to, by the host in the name of an image, or \"*\" for all others: mirrors"
                        + " (URLs; tried in order, the host itself last), plain-http (true without TLS), ca-file"
                        + " (certificates to trust), credentials-file (in the form of docker's config.json). An example:");
        comment("", "  docker.io: {mirrors: [https://mirror.example:5000], ca-file: /etc/sedge/ca.pem}");
        if (rules.hosts().isEmpty()) {
            line("registries: {}");
            return;
        }
        line("registries:");
        rules.hosts().forEach((host, rule) -> rule(host, rule));
    }

    private void rule(String host, RegistryRules.Rule rule) {
        line("  " + text(host) + ":");
        line("    " + RuleBuilder.MIRRORS + ": "
                + list(rule.mirrors().stream().map(String::valueOf).toList()));
        line("    " + RuleBuilder.PLAIN_HTTP + ": " + rule.plainHttp());
        rule.caFile().ifPresent(file -> line("    " + RuleBuilder.CA_FILE + ": " + text(file.toString())));
        rule.credentialsFile()
                .ifPresent(file -> line("    " + RuleBuilder.CREDENTIALS_FILE + ": " + text(file.toString())));
    }

    private void comment(String indent, String words) {
        var line = new StringBuilder(indent).append('#');
        for (String word : words.split(" ", -1)) {
            if (line.length() + 1 + word.length() > WIDTH) {
                line(line.toString());
                line = new StringBuilder(indent).append('#');
            }
            line.append(' ').append(word);
        }
        line(line.toString());
    }

    private void blank() {
        line("");
    }

    private void line(String text) {
        out.append(text).append('\n');
    }

    private static String indent(String path) {
        return "  ".repeat((int) path.chars().filter(letter -> letter == '.').count());
    }

    private static String list(List<String> texts) {
        return "[" + String.join(", ", texts.stream().map(ConfigPrinter::text).toList()) + "]";
    }

    private static String text(String value) {
        if (PLAIN.matcher(value).matches()) {
            return value;
        }
        var quoted = new StringBuilder("\"");
        value.codePoints().forEach(letter -> quoted.append(escaped(letter)));
        return quoted.append('"').toString();
    }

    private static String escaped(int letter) {
        if (letter == '"' || letter == '\\') {
            return "\\" + (char) letter;
        }
        return letter >= ' ' && letter < 0x7f ? String.valueOf((char) letter) : String.format("\\U%08x", letter);
    }
}
