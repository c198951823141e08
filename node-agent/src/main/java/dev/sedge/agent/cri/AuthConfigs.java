package dev.sedge.agent.cri;

import dev.sedge.agent.cri.v1.AuthConfig;
import dev.sedge.oci.DockerHub;
import dev.sedge.oci.OciException;
import dev.sedge.oci.registry.Credentials;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** The credentials of a pull request, which come from the pull secrets of the pod. */
final class AuthConfigs {
    private AuthConfigs() {}

    /**
     * The credentials for a registry: a user and a password, or else an identity token, the two joined in base64, or a
     * registry token. Empty if there are none, or they are for another registry.
     *
     * @param host the registry as in references
     * @throws OciException.Unauthorized if they cannot be read
     */
    static Optional<Credentials> credentials(AuthConfig auth, String host) throws OciException.Unauthorized {
        if (!isFor(auth.getServerAddress(), host)) {
            return Optional.empty();
        }
        if (!auth.getUsername().isEmpty()) {
            return Optional.of(Credentials.basic(auth.getUsername(), auth.getPassword()));
        }
        if (!auth.getIdentityToken().isEmpty()) {
            return Optional.of(Credentials.identityToken(auth.getIdentityToken()));
        }
        if (!auth.getAuth().isEmpty()) {
            return Optional.of(joined(auth.getAuth(), host));
        }
        return auth.getRegistryToken().isEmpty()
                ? Optional.empty()
                : Optional.of(Credentials.registryToken(auth.getRegistryToken()));
    }

    private static boolean isFor(String serverAddress, String host) {
        String server = serverAddress.replaceFirst("^[a-z]+://", "").replaceFirst("/.*$", "");
        return server.isEmpty() || DockerHub.referenceHost(server).equals(host);
    }

    /** {@code user:password}; NULs at its end are what some old tools left there. */
    private static Credentials joined(String auth, String host) throws OciException.Unauthorized {
        String pair;
        try {
            pair = new String(Base64.getDecoder().decode(auth), StandardCharsets.UTF_8).replaceFirst("\0+$", "");
        } catch (IllegalArgumentException e) {
            throw new OciException.Unauthorized(
                    "the pull secret for " + host + " is not valid base64; make the secret anew");
        }
        int colon = pair.indexOf(':');
        if (colon < 0) {
            throw new OciException.Unauthorized(
                    "the pull secret for " + host + " has no colon between user and password; make the secret anew");
        }
        return Credentials.basic(pair.substring(0, colon), pair.substring(colon + 1));
    }
}
