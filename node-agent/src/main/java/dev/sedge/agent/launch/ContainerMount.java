package dev.sedge.agent.launch;

import dev.sedge.agent.cri.v1.ContainerConfig;
import dev.sedge.agent.cri.v1.Mount;
import dev.sedge.agent.cri.v1.MountPropagation;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A directory or file of the host that a container sees at a path of its own.
 *
 * @param guest where: absolute, without {@code .} and {@code ..}, not the root
 * @param host what; it may be a link, and may be missing
 * @param readOnly whether every change is refused, also in what is mounted beneath it on the host
 */
record ContainerMount(String guest, Path host, boolean readOnly) {
    private static final Set<String> GIVEN_ANYWAY =
            Set.of("rw", "nosuid", "nodev", "noexec", "relatime", "noatime", "bind", "rbind", "rprivate", "private");

    /**
     * The mounts of a container, the outer ones first. Of two at one path the later one counts.
     *
     * @throws LaunchException if one cannot be honoured
     */
    static List<ContainerMount> of(ContainerConfig config) {
        Map<String, ContainerMount> mounts = new LinkedHashMap<>();
        for (Mount mount : config.getMountsList()) {
            ContainerMount parsed = of(mount);
            mounts.put(parsed.guest, parsed);
        }
        List<ContainerMount> sorted = new ArrayList<>(mounts.values());
        sorted.sort(Comparator.comparingLong(
                mount -> mount.guest.chars().filter(c -> c == '/').count()));
        return sorted;
    }

    private static ContainerMount of(Mount mount) {
        String guest = guestPath(mount);
        if (mount.hasImage()) {
            throw refusal(guest, "image volumes are not supported; put the files into the image or a configMap");
        }
        if (mount.getUidMappingsCount() > 0 || mount.getGidMappingsCount() > 0) {
            throw refusal(guest, "it maps user ids, and a Wasm guest has none; leave hostUsers at true");
        }
        if (mount.getRecursiveReadOnly() && !mount.getReadonly()) {
            throw refusal(guest, "it is recursively read-only without being read-only");
        }
        if (mount.getRecursiveReadOnly() && mount.getPropagation() != MountPropagation.PROPAGATION_PRIVATE) {
            throw refusal(guest, "it is recursively read-only, which works with private propagation only");
        }
        boolean readOnly = mount.getReadonly();
        for (String option : mount.getMountOptionsList()) {
            if (option.equals("ro")) {
                readOnly = true;
            } else if (!GIVEN_ANYWAY.contains(option)) {
                throw refusal(guest, "its option '" + option + "' is not supported");
            }
        }
        return new ContainerMount(guest, hostPath(guest, mount.getHostPath()), readOnly);
    }

    private static String guestPath(Mount mount) {
        String path = mount.getContainerPath();
        List<String> names = new ArrayList<>();
        for (String name : path.split("/", -1)) {
            if (name.equals("..") && !names.isEmpty()) {
                names.remove(names.size() - 1);
            } else if (!name.isEmpty() && !name.equals(".") && !name.equals("..")) {
                names.add(name);
            }
        }
        if (names.isEmpty() || path.indexOf('\0') >= 0) {
            throw refusal("'" + path + "'", "a path below / is needed");
        }
        return "/" + String.join("/", names);
    }

    private static Path hostPath(String guest, String host) {
        try {
            Path path = Path.of(host);
            if (path.isAbsolute()) {
                return path;
            }
        } catch (InvalidPathException e) {
            throw refusal(guest, "the host path '" + host.replace('\0', '?') + "' is none");
        }
        throw refusal(guest, "the host path '" + host + "' is not absolute");
    }

    private static LaunchException refusal(String guest, String reason) {
        return new LaunchException("cannot mount at " + guest + ": " + reason);
    }

    /** The mount in one line for people. */
    String describe() {
        return "mount " + guest + ", " + (readOnly ? "read-only" : "read-write") + ": the host's " + host;
    }
}
