package dev.sedge.agent.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Collects the rule of one registry from texts. For one thread. */
final class RuleBuilder {
    static final String MIRRORS = "mirrors";
    static final String PLAIN_HTTP = "plain-http";
    static final String CA_FILE = "ca-file";
    static final String CREDENTIALS_FILE = "credentials-file";

    /** All keys of a rule. */
    static final Set<String> KEYS = new TreeSet<>(Set.of(MIRRORS, PLAIN_HTTP, CA_FILE, CREDENTIALS_FILE));

    private static final Pattern HOST =
            Pattern.compile("\\*|[A-Za-z0-9.-]+(:\\d{1,5})?|\\[[0-9A-Fa-f:.]+\\](:\\d{1,5})?");

    private List<URI> mirrors = List.of();
    private boolean plainHttp;
    private Optional<Path> caFile = Optional.empty();
    private Optional<Path> credentialsFile = Optional.empty();

    static boolean isHost(String text) {
        return HOST.matcher(text).matches();
    }

    void mirrors(List<String> texts) {
        mirrors = texts.stream().map(Syntax::mirror).toList();
    }

    void plainHttp(String text) {
        plainHttp = Syntax.flag(text);
    }

    void caFile(String text) {
        caFile = Optional.of(Syntax.path(text));
    }

    void credentialsFile(String text) {
        credentialsFile = Optional.of(Syntax.path(text));
    }

    RegistryRules.Rule build() {
        return new RegistryRules.Rule(mirrors, plainHttp, caFile, credentialsFile);
    }
}
