package dev.sedge.agent.doctor;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How kubelet and YurtHub are set up on a node, as their files say. */
final class NodeSetUp {
    private static final Pattern KEY = Pattern.compile("(?m)^containerRuntimeEndpoint:[ \\t]*[\"']?([^\\s\"'#]+)");
    private static final Pattern FLAG = Pattern.compile("--container-runtime-endpoint[= ]([^\\s\"']+)");

    /** On a line of its own below featureGates, or in braces behind it. */
    private static final Pattern WATCH_LIST =
            Pattern.compile("(?m)^[^#\\n]*[ \\t{,\"']WatchListClient[\"']?:[ \\t]*false\\b");

    private final Path root;

    /** The node whose file system begins here. */
    NodeSetUp(Path root) {
        this.root = root;
    }

    /** Whether kubelet was set up by kubeadm. */
    boolean hasKubelet() {
        return !kubeletConfig().isEmpty() || !kubeletFlags().isEmpty();
    }

    /** The socket that kubelet is told to use; what its flags say wins over its file. */
    Optional<String> runtimeEndpoint() {
        return first(FLAG, kubeletFlags()).or(() -> first(KEY, kubeletConfig()));
    }

    /** Whether kubelet lists as YurtHub's cache can answer. */
    boolean isWatchListOff() {
        return WATCH_LIST.matcher(kubeletConfig()).find();
    }

    boolean hasYurtHub() {
        return Files.exists(root.resolve("etc/systemd/system/yurthub.service"));
    }

    /** Whether some target of systemd wants YurtHub. */
    boolean isYurtHubEnabled() {
        try (DirectoryStream<Path> targets = Files.newDirectoryStream(root.resolve("etc/systemd/system"), "*.wants")) {
            for (Path target : targets) {
                if (Files.exists(target.resolve("yurthub.service"), LinkOption.NOFOLLOW_LINKS)) {
                    return true;
                }
            }
        } catch (IOException e) {
            // Nothing is enabled where there is no such directory.
        }
        return false;
    }

    private String kubeletConfig() {
        return text("var/lib/kubelet/config.yaml");
    }

    private String kubeletFlags() {
        return text("var/lib/kubelet/kubeadm-flags.env");
    }

    private String text(String file) {
        try {
            return Files.readString(root.resolve(file));
        } catch (IOException e) {
            return "";
        }
    }

    private static Optional<String> first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
