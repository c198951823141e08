package dev.sedge.agent.cri;

import dev.sedge.agent.cri.CriException.Kind;
import dev.sedge.agent.cri.v1.LinuxSandboxSecurityContext;
import dev.sedge.agent.cri.v1.NamespaceMode;
import dev.sedge.agent.cri.v1.NamespaceOption;
import dev.sedge.agent.cri.v1.PodSandboxConfig;
import dev.sedge.oci.wasm.RunHints;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a sandbox may ask for. What would weaken a request if it were left out is refused. What a guest has anyway, or
 * lacks anyway, is accepted: it runs no native code, so capabilities, seccomp, AppArmor, SELinux, privileges and the
 * namespaces of processes and IPC mean nothing to it.
 */
final class SandboxRules {
    /** The handlers that mean this runtime; the empty one is that of a pod without a RuntimeClass. */
    static final List<String> HANDLERS =
            Stream.concat(Stream.of(""), RunHints.WASM_HANDLERS.stream()).toList();

    private SandboxRules() {}

    static void check(PodSandboxConfig config, String handler) throws CriException {
        if (!HANDLERS.contains(handler)) {
            String known = HANDLERS.stream().map(name -> '"' + name + '"').collect(Collectors.joining(", "));
            throw new CriException(
                    Kind.NOT_FOUND, "no runtime handler " + handler + "; a RuntimeClass here has one of: " + known);
        }
        require(
                config.hasMetadata() && !config.getMetadata().getName().isEmpty(),
                "a sandbox needs metadata with a name");
        LinuxSandboxSecurityContext security = config.getLinux().getSecurityContext();
        checkNamespaces(security.getNamespaceOptions());
        require(
                !security.hasRunAsGroup() || security.hasRunAsUser(),
                "runAsGroup is set without runAsUser; set both, or neither");
        require(
                config.getLinux().getSysctlsCount() == 0,
                "sysctls are set, and a Wasm pod has no kernel of its own; remove securityContext.sysctls");
    }

    /** Refuses user namespaces; the network of the pod and that of the node are one here. */
    static void checkNamespaces(NamespaceOption options) throws CriException {
        var users = options.getUsernsOptions();
        boolean mapped = users.getUidsCount() + users.getGidsCount() > 0 || users.getMode() == NamespaceMode.POD;
        require(
                !options.hasUsernsOptions() || users.getMode() == NamespaceMode.NODE || !mapped,
                "user namespaces are asked for, and a Wasm guest has no user; remove hostUsers: false");
    }

    static void require(boolean holds, String otherwise) throws CriException {
        if (!holds) {
            throw new CriException(Kind.INVALID_ARGUMENT, otherwise);
        }
    }
}
