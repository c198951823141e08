package dev.sedge.oci;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sedge.oci.internal.Json;
import dev.sedge.oci.internal.Text;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the author of an image says about how to run it. Every field may be missing; {@code {}} is a valid config.
 *
 * @param os the operating system; empty text if not named
 * @param architecture the instruction set; empty text if not named
 * @param entrypoint the fixed beginning of the command; may be empty
 * @param cmd the default arguments, or the whole command if there is no entrypoint; may be empty
 * @param env the environment in the form {@code NAME=value}, in order
 * @param workingDir where the process starts; empty text if not named
 * @param user the user, as a name or number with an optional group; empty text if not named
 * @param exposedPorts where the program listens, as {@code 80/tcp} or {@code 80}; may be empty
 * @param labels notes of the author; foreign text
 * @param diffIds digests of the uncompressed layers, the lowest first; may be empty
 * @see <a href="https://github.com/opencontainers/image-spec/blob/v1.1.1/config.md">OCI image configuration</a>
 */
public record ImageConfig(
        String os,
        String architecture,
        List<String> entrypoint,
        List<String> cmd,
        List<String> env,
        String workingDir,
        String user,
        List<String> exposedPorts,
        Map<String, String> labels,
        List<Digest> diffIds) {
    private static final String WHAT = "image config";

    /** Copies the collections. */
    public ImageConfig {
        entrypoint = List.copyOf(entrypoint);
        cmd = List.copyOf(cmd);
        env = List.copyOf(env);
        exposedPorts = List.copyOf(exposedPorts);
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
        diffIds = List.copyOf(diffIds);
    }

    /**
     * The config that these bytes hold. Unknown fields are ignored.
     *
     * @throws OciException.Corrupt if they are no JSON object, name a field twice, or a known field has another type
     * @throws OciException.TooLarge beyond {@link Manifest#MAX_BYTES}
     */
    public static ImageConfig parse(byte[] raw) throws OciException {
        if (raw.length > Manifest.MAX_BYTES) {
            throw new OciException.TooLarge(
                    "image config has " + raw.length + " bytes; at most " + Manifest.MAX_BYTES + " are read");
        }
        ObjectNode document = Json.parseObject(raw, WHAT);
        ObjectNode config = Json.object(document, "config", WHAT).orElseGet(Json::object);
        ObjectNode rootfs = Json.object(document, "rootfs", WHAT).orElseGet(Json::object);
        return new ImageConfig(
                Json.text(document, "os", WHAT).orElse(""),
                Json.text(document, "architecture", WHAT).orElse(""),
                Json.texts(config, "Entrypoint", WHAT),
                Json.texts(config, "Cmd", WHAT),
                Json.texts(config, "Env", WHAT),
                Json.text(config, "WorkingDir", WHAT).orElse(""),
                Json.text(config, "User", WHAT).orElse(""),
                names(Json.object(config, "ExposedPorts", WHAT)),
                Json.textMap(config, "Labels", WHAT),
                digests(Json.texts(rootfs, "diff_ids", WHAT)));
    }

    /** The platform that the config names; both parts may be empty text. */
    public Platform platform() {
        return Platform.of(os, architecture);
    }

    private static List<String> names(Optional<ObjectNode> object) {
        List<String> names = new ArrayList<>();
        object.ifPresent(present -> present.fieldNames().forEachRemaining(names::add));
        return names;
    }

    private static List<Digest> digests(List<String> texts) throws OciException.Corrupt {
        List<Digest> digests = new ArrayList<>();
        for (String text : texts) {
            try {
                digests.add(Digest.parse(text));
            } catch (OciException.InvalidReference e) {
                throw new OciException.Corrupt("image config: diff id " + Text.quote(text) + " is no digest", e);
            }
        }
        return digests;
    }
}
