package dev.sedge.agent.doctor;

import dev.sedge.agent.config.NodeConfig;
import dev.sedge.agent.cri.v1.VersionResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks at what a node needs to run Wasm pods, in the order in which it is needed. Changes nothing. */
public final class Doctor {
    /** Before it nobody can run this, and certificates are not valid yet. */
    private static final Instant EARLIEST = Instant.parse("2026-01-01T00:00:00Z");

    private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");

    private final NodeConfig config;
    private final NodeSetUp setUp;
    private final Questions questions;
    private final InstantSource clock;

    /** What is asked of programs that run on the node. */
    public interface Questions {
        /**
         * What the runtime behind a socket says of itself.
         *
         * @throws IOException if nobody answers
         */
        VersionResponse version(Path socket) throws IOException;

        /**
         * What YurtHub says of its readiness.
         *
         * @throws IOException if nobody answers
         */
        String yurtHubReadiness() throws IOException;
    }

    /**
     * A doctor for a node.
     *
     * @param root where its file system begins
     */
    public Doctor(NodeConfig config, Path root, Questions questions, InstantSource clock) {
        this.config = config;
        this.setUp = new NodeSetUp(root);
        this.questions = questions;
        this.clock = clock;
    }

    /** All findings, in order. */
    public List<Finding> examine() {
        List<Finding> findings = new ArrayList<>();
        findings.add(java());
        findings.add(stateDirectory());
        findings.add(socket());
        findings.add(kubelet());
        if (setUp.hasYurtHub()) {
            findings.add(yurtHubAtBoot());
            findings.add(yurtHubReady());
            findings.add(watchList());
        } else {
            findings.add(Finding.skip("yurthub", "not set up on this node"));
        }
        findings.add(clock());
        return findings;
    }

    private static Finding java() {
        return Finding.ok("java", Runtime.version() + " of " + System.getProperty("java.vendor"));
    }

    private Finding stateDirectory() {
        Path root = config.root();
        Path there = nearestThere(root.toAbsolutePath());
        if (Files.isDirectory(there) && Files.isWritable(there)) {
            return Finding.ok("root", root + (Files.exists(root) ? " can be written" : " will be made"));
        }
        return Finding.fail("root", root + " cannot be written: run as root, or name another with root: or --root");
    }

    // The directory, or the one that it would be made below.
    private static Path nearestThere(Path path) {
        Path parent = path.getParent();
        return parent == null || Files.exists(path) ? path : nearestThere(parent);
    }

    private Finding socket() {
        try {
            VersionResponse version = questions.version(config.listen());
            if (!version.getRuntimeName().equals("sedge")) {
                return Finding.fail(
                        "socket", config.listen() + " is " + version.getRuntimeName() + "'s: let listen: name another");
            }
            return Finding.ok("socket", config.listen() + " is answered by Sedge " + version.getRuntimeVersion());
        } catch (IOException e) {
            return Finding.fail(
                    "socket",
                    "nobody answers on " + config.listen() + " (" + e.getMessage() + "): systemctl start sedge");
        }
    }

    private Finding kubelet() {
        if (!setUp.hasKubelet()) {
            return Finding.skip("kubelet", "not set up on this node");
        }
        String ours = "unix://" + config.listen();
        Optional<String> endpoint = setUp.runtimeEndpoint();
        if (endpoint.isEmpty()) {
            return Finding.fail(
                    "kubelet",
                    "it is not told which runtime to use: set containerRuntimeEndpoint: " + ours + " in"
                            + " /var/lib/kubelet/config.yaml");
        }
        if (!endpoint.get().replaceFirst("^unix://", "").equals(config.listen().toString())) {
            return Finding.fail("kubelet", "it uses the runtime at " + endpoint.get() + ", and not " + ours);
        }
        return Finding.ok("kubelet", "it uses " + ours);
    }

    private Finding yurtHubAtBoot() {
        if (setUp.isYurtHubEnabled()) {
            return Finding.ok("yurthub at boot", "it is enabled");
        }
        return Finding.fail(
                "yurthub at boot",
                "it does not start at boot, and kubelet finds nobody then: its unit has no [Install] section; add"
                        + " systemd/yurthub.service.d/20-boot.conf of this installation and systemctl enable yurthub");
    }

    private Finding yurtHubReady() {
        try {
            String answer = questions.yurtHubReadiness().strip();
            return answer.equals("OK")
                    ? Finding.ok("yurthub", "it is ready")
                    : Finding.fail(
                            "yurthub",
                            "it is not ready: " + answer.lines().findFirst().orElse("no answer"));
        } catch (IOException e) {
            return Finding.fail("yurthub", "nobody answers on 127.0.0.1:10267: systemctl start yurthub");
        }
    }

    private Finding watchList() {
        if (setUp.isWatchListOff()) {
            return Finding.ok("kubelet behind yurthub", "it lists as YurtHub's cache can answer");
        }
        return Finding.warn(
                "kubelet behind yurthub",
                "a kubelet of 1.35 or newer does not come back after a reboot without the cloud, because YurtHub's cache"
                        + " does not answer its lists: set featureGates: {WatchListClient: false} in"
                        + " /var/lib/kubelet/config.yaml");
    }

    private Finding clock() {
        Instant now = clock.instant();
        if (now.isBefore(EARLIEST) || now.isAfter(LATEST)) {
            return Finding.fail("clock", "it says " + now + ": certificates are refused until it is right");
        }
        return Finding.ok("clock", "it says " + now.truncatedTo(ChronoUnit.SECONDS));
    }
}
