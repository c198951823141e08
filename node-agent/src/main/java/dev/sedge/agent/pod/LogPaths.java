package dev.sedge.agent.pod;

import dev.sedge.agent.cri.v1.ContainerConfig;
import dev.sedge.agent.cri.v1.PodSandboxConfig;
import java.nio.file.Path;

/** Where the output of a container goes. */
final class LogPaths {
    private LogPaths() {}

    /** The absolute path; empty if one of its parts is. */
    static String of(PodSandboxConfig sandbox, ContainerConfig config) {
        if (sandbox.getLogDirectory().isEmpty() || config.getLogPath().isEmpty()) {
            return "";
        }
        String relative = config.getLogPath().replaceFirst("^/+", "");
        return Path.of(sandbox.getLogDirectory(), relative).toAbsolutePath().toString();
    }
}
