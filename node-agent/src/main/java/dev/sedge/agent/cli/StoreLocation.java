package dev.sedge.agent.cli;

import java.nio.file.Path;
import java.util.Map;

/** Where images are kept when no option says so. */
final class StoreLocation {
    private StoreLocation() {}

    /**
     * {@code SEDGE_ROOT}, else {@code /var/lib/sedge} for root, else {@code sedge} in the XDG data directory.
     *
     * @see <a href="https://specifications.freedesktop.org/basedir-spec/latest/">XDG base directories</a>
     */
    static Path of(Map<String, String> environment, String user, String home) {
        String root = environment.getOrDefault("SEDGE_ROOT", "");
        if (!root.isEmpty()) {
            return Path.of(root);
        }
        if (user.equals("root")) {
            return Path.of("/var/lib/sedge");
        }
        String data = environment.getOrDefault("XDG_DATA_HOME", "");
        return data.startsWith("/") ? Path.of(data, "sedge") : Path.of(home, ".local", "share", "sedge");
    }
}
