package dev.sedge.oci.local;

import dev.sedge.oci.Descriptor;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Documents as registries hold them, written by hand so that tests do not depend on our own writers. */
public final class Documents {
    private Documents() {}

    /** An OCI manifest. */
    public static byte[] manifest(Descriptor config, Descriptor... layers) {
        return bytes("{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\",\"config\":"
                + json(config) + ",\"layers\":["
                + Arrays.stream(layers).map(Documents::json).collect(Collectors.joining(",")) + "]}");
    }

    /** A descriptor. */
    public static String json(Descriptor descriptor) {
        return "{\"mediaType\":\"" + descriptor.mediaType() + "\",\"digest\":\"" + descriptor.digest() + "\",\"size\":"
                + descriptor.size() + "}";
    }

    /** A text in UTF-8. */
    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
