package dev.sedge.oci.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sedge.oci.DockerHub;
import dev.sedge.oci.Manifest;
import dev.sedge.oci.OciException;
import dev.sedge.oci.internal.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The credentials that {@code docker login} and its relatives keep in a {@code config.json}: in the file itself, or in a
 * credential helper that it names. A helper for the host is asked first, then the general helper, then the file, where
 * the entry with the longest matching path counts.
 *
 * <p>The file is read anew for every question, so that a new login counts at once.
 */
public final class DockerConfig implements CredentialProvider {
    private final Path file;
    private final HelperProgram helper;

    private DockerConfig(Path file, HelperProgram helper) {
        this.file = file;
        this.helper = helper;
    }

    /** The credentials in this file; a file that is missing holds none. */
    public static DockerConfig of(Path configJson) {
        return new DockerConfig(configJson, new HelperProgram());
    }

    /**
     * The credentials of the user: {@code $DOCKER_CONFIG/config.json}, or {@code .docker/config.json} in the home
     * directory.
     */
    public static DockerConfig ofUser() {
        String directory = System.getenv("DOCKER_CONFIG");
        Path base = directory == null || directory.isEmpty()
                ? Path.of(System.getProperty("user.home", "/"), ".docker")
                : Path.of(directory);
        return of(base.resolve("config.json"));
    }

    static DockerConfig of(Path configJson, HelperProgram helper) {
        return new DockerConfig(configJson, helper);
    }

    @Override
    public Credentials credentials(String host, String repository) throws OciException {
        Optional<ObjectNode> found = read();
        if (found.isEmpty()) {
            return Credentials.anonymous();
        }
        ObjectNode config = found.get();
        String what = what();
        Map<String, String> helpers = byHost(Json.textMap(config, "credHelpers", what));
        Optional<String> name = Optional.ofNullable(helpers.get(host)).filter(text -> !text.isEmpty());
        if (name.isEmpty()) {
            name = Json.text(config, "credsStore", what).filter(text -> !text.isEmpty());
        }
        if (name.isPresent()) {
            Optional<Credentials> kept = helper.get(name.get(), serverKey(host));
            if (kept.isPresent()) {
                return kept.get();
            }
        }
        ObjectNode auths = Json.object(config, "auths", what).orElseGet(Json::object);
        return entry(auths, host + "/" + repository);
    }

    private Credentials entry(ObjectNode auths, String wanted) throws OciException {
        String bestKey = "";
        String bestPath = "";
        for (Map.Entry<String, JsonNode> auth : auths.properties()) {
            String path = normalized(auth.getKey());
            boolean matches = wanted.equals(path) || wanted.startsWith(path + "/");
            if (matches && path.length() > bestPath.length()) {
                bestKey = auth.getKey();
                bestPath = path;
            }
        }
        if (bestPath.isEmpty()) {
            return Credentials.anonymous();
        }
        ObjectNode entry = Json.object(auths, bestKey, what()).orElseGet(Json::object);
        return credentials(entry, what() + ", entry \"" + bestPath + "\"");
    }

    private static Credentials credentials(ObjectNode entry, String what) throws OciException {
        Optional<String> identity = nonEmpty(entry, "identitytoken", what);
        Optional<String> registry = nonEmpty(entry, "registrytoken", what);
        Optional<String> auth = nonEmpty(entry, "auth", what);
        Optional<String> user = nonEmpty(entry, "username", what);
        Optional<String> password = nonEmpty(entry, "password", what);
        if (identity.isPresent()) {
            return Credentials.identityToken(identity.get());
        }
        if (user.isPresent() && password.isPresent()) {
            return Credentials.basic(user.get(), password.get());
        }
        if (auth.isPresent()) {
            return decoded(auth.get(), what);
        }
        return registry.map(Credentials::registryToken).orElseGet(Credentials::anonymous);
    }

    /** {@code user:password} in base64; NULs at its end are what some old tools left there. */
    private static Credentials decoded(String auth, String what) throws OciException {
        String pair;
        try {
            pair = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Base64.getDecoder().decode(auth)))
                    .toString();
        } catch (IllegalArgumentException | CharacterCodingException e) {
            throw new OciException.Unauthorized(what + ": its \"auth\" is not valid base64; log in again");
        }
        int colon = pair.indexOf(':');
        if (colon < 0) {
            throw new OciException.Unauthorized(
                    what + ": its \"auth\" has no colon between user and password; log in" + " again");
        }
        int end = pair.length();
        while (end > colon && pair.charAt(end - 1) == 0) {
            end--;
        }
        return Credentials.basic(pair.substring(0, colon), pair.substring(colon + 1, end));
    }

    private Optional<ObjectNode> read() throws OciException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(Manifest.MAX_BYTES);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new OciException.LocalFailure("read " + what() + " failed: " + e, e);
        }
        try {
            return Optional.of(Json.parseObject(bytes, what()));
        } catch (OciException.Corrupt e) {
            // Its cause may quote the file, and so a secret.
            throw new OciException.LocalFailure("read " + what() + " failed: it is not valid JSON; repair it");
        }
    }

    private String what() {
        return "credentials file " + file;
    }

    private static Optional<String> nonEmpty(ObjectNode entry, String name, String what) throws OciException {
        return Json.text(entry, name, what).filter(text -> !text.isEmpty());
    }

    private static Map<String, String> byHost(Map<String, String> helpers) {
        Map<String, String> byHost = new HashMap<>();
        helpers.forEach((key, name) -> byHost.put(normalized(key), name));
        return byHost;
    }

    private static String serverKey(String host) {
        return host.equals(DockerHub.REFERENCE_HOST) ? DockerHub.CREDENTIALS_KEY : host;
    }

    /** {@code host} or {@code host/namespace} of keys such as {@code https://host/v2/}. */
    private static String normalized(String key) {
        String path = key.replaceFirst("^https?://", "");
        while (path.endsWith("/")) {
            path = path.substring(0, path.length() - 1);
        }
        path = path.replaceFirst("/v[12]$", "");
        int slash = path.indexOf('/');
        String host = slash < 0 ? path : path.substring(0, slash);
        return DockerHub.referenceHost(host) + (slash < 0 ? "" : path.substring(slash));
    }
}
