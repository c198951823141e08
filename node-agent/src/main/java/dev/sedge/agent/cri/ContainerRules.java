package dev.sedge.agent.cri;

import static dev.sedge.agent.cri.SandboxRules.require;

import dev.sedge.agent.cri.v1.ContainerConfig;
import dev.sedge.agent.cri.v1.LinuxContainerSecurityContext;
import dev.sedge.agent.cri.v1.Mount;
import dev.sedge.agent.cri.v1.MountPropagation;
import java.nio.file.Path;

/** What a container may ask for: as {@link SandboxRules}. */
final class ContainerRules {
    private ContainerRules() {}

    static void check(ContainerConfig config) throws CriException {
        require(
                config.hasMetadata() && !config.getMetadata().getName().isEmpty(),
                "a container needs metadata with a name");
        require(!config.getImage().getImage().isEmpty(), "a container needs an image");
        require(
                config.getDevicesCount() == 0 && config.getCDIDevicesCount() == 0,
                "devices are asked for, and a Wasm guest cannot use one; remove them");
        require(
                config.getLogPath().isEmpty() || isBelow(config.getLogPath()),
                "the log path " + config.getLogPath() + " is not below the pod's log directory");
        check(config.getLinux().getSecurityContext());
        for (Mount mount : config.getMountsList()) {
            check(mount);
        }
    }

    // An absolute path is taken as one below the directory too, as other runtimes do.
    private static boolean isBelow(String path) {
        Path normal = Path.of(path.replaceFirst("^/+", "")).normalize();
        return !normal.startsWith("..") && !normal.toString().isEmpty();
    }

    private static void check(LinuxContainerSecurityContext security) throws CriException {
        SandboxRules.checkNamespaces(security.getNamespaceOptions());
        require(
                !security.hasRunAsGroup()
                        || security.hasRunAsUser()
                        || !security.getRunAsUsername().isEmpty(),
                "runAsGroup is set without a user; set runAsUser too, or neither");
    }

    private static void check(Mount mount) throws CriException {
        String where = "the mount at " + mount.getContainerPath();
        require(
                !mount.hasImage(),
                where + " is an image volume, which is not supported; copy the files into the image");
        require(!mount.getHostPath().isEmpty(), where + " has no host path");
        require(
                mount.getUidMappingsCount() + mount.getGidMappingsCount() == 0,
                where + " maps users, and a Wasm guest has no user");
        require(
                mount.getMountOptionsCount() == 0,
                where + " has mount options " + mount.getMountOptionsList() + ", which are not supported");
        if (mount.getRecursiveReadOnly()) {
            require(
                    mount.getReadonly(),
                    where + " is to be recursively read-only, but not read-only; set readOnly: true");
            require(
                    mount.getPropagation() == MountPropagation.PROPAGATION_PRIVATE,
                    where + " is to be recursively read-only, which excludes mount propagation; use None");
        }
    }
}
