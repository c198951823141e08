package dev.sedge.agent.launch;

import dev.sedge.agent.cri.v1.DNSConfig;
import dev.sedge.agent.cri.v1.PodSandboxConfig;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** The small files that say what a pod's host is called and where it asks for names: for containers that mount none. */
final class PodFiles {
    private static final Path RESOLV_CONF = Path.of("/etc/resolv.conf");
    private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");
    private static final int MAX_BYTES = 1 << 16;

    private PodFiles() {}

    /** The content of each file by its path in the container. */
    static Map<String, Supplier<byte[]>> of(PodSandboxConfig sandbox) {
        Map<String, Supplier<byte[]>> files = new LinkedHashMap<>();
        files.put("/etc/hostname", () -> bytes(hostname(sandbox) + "\n"));
        files.put("/etc/hosts", () -> bytes("127.0.0.1\tlocalhost\n::1\tlocalhost\n"));
        files.put("/etc/resolv.conf", () -> resolvConf(sandbox.getDnsConfig()));
        return files;
    }

    /** What the pod calls itself; a pod that says nothing has the node's name. */
    static String hostname(PodSandboxConfig sandbox) {
        if (!sandbox.getHostname().isEmpty()) {
            return sandbox.getHostname();
        }
        String node = new String(read(HOST_NAME), StandardCharsets.UTF_8).strip();
        return node.isEmpty() ? "localhost" : node;
    }

    /** A pod that says nothing asks whom the node asks. */
    private static byte[] resolvConf(DNSConfig dns) {
        if (dns.getServersCount() + dns.getSearchesCount() + dns.getOptionsCount() == 0) {
            return read(RESOLV_CONF);
        }
        StringBuilder text = new StringBuilder();
        if (dns.getSearchesCount() > 0) {
            text.append("search ")
                    .append(String.join(" ", dns.getSearchesList()))
                    .append('\n');
        }
        dns.getServersList()
                .forEach(server -> text.append("nameserver ").append(server).append('\n'));
        if (dns.getOptionsCount() > 0) {
            text.append("options ")
                    .append(String.join(" ", dns.getOptionsList()))
                    .append('\n');
        }
        return bytes(text.toString());
    }

    private static byte[] read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(MAX_BYTES);
        } catch (IOException e) {
            return new byte[0]; // The node has none either.
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
