package dev.sedge.oci;

import java.util.List;
import java.util.Locale;

/** The media types that this module knows by name. */
public final class MediaType {
    /** OCI image manifest. */
    public static final String OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json";

    /** OCI image index. */
    public static final String OCI_INDEX = "application/vnd.oci.image.index.v1+json";

    /** Docker image manifest, version 2, schema 2. */
    public static final String DOCKER_MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";

    /** Docker manifest list. */
    public static final String DOCKER_MANIFEST_LIST = "application/vnd.docker.distribution.manifest.list.v2+json";

    /** Prefix of the Docker schema 1 manifests, which are refused. */
    public static final String DOCKER_SCHEMA1_PREFIX = "application/vnd.docker.distribution.manifest.v1+";

    /** The OCI artifact manifest, withdrawn from the specification and refused. */
    public static final String OCI_ARTIFACT_MANIFEST = "application/vnd.oci.artifact.manifest.v1+json";

    /** OCI image config. */
    public static final String OCI_CONFIG = "application/vnd.oci.image.config.v1+json";

    /** Docker image config. */
    public static final String DOCKER_CONFIG = "application/vnd.docker.container.image.v1+json";

    /** The empty config {@code {}} of artifacts. */
    public static final String OCI_EMPTY = "application/vnd.oci.empty.v1+json";

    /** OCI layer, plain tar. */
    public static final String OCI_LAYER_TAR = "application/vnd.oci.image.layer.v1.tar";

    /** OCI layer, tar with gzip. */
    public static final String OCI_LAYER_GZIP = "application/vnd.oci.image.layer.v1.tar+gzip";

    /** OCI layer, tar with zstd. */
    public static final String OCI_LAYER_ZSTD = "application/vnd.oci.image.layer.v1.tar+zstd";

    /** Docker layer, tar with gzip. */
    public static final String DOCKER_LAYER_GZIP = "application/vnd.docker.image.rootfs.diff.tar.gzip";

    /** Config of the CNCF Wasm OCI artifact. */
    public static final String WASM_CONFIG_V0 = "application/vnd.wasm.config.v0+json";

    /** Config of wasm-to-oci artifacts. */
    public static final String WASM_CONFIG_V1 = "application/vnd.wasm.config.v1+json";

    /** A raw Wasm module: the layer of the CNCF Wasm OCI artifact. */
    public static final String WASM = "application/wasm";

    /** A raw Wasm module: runwasi's layer. */
    public static final String RUNWASI_LAYER = "application/vnd.bytecodealliance.wasm.component.layer.v0+wasm";

    /** A raw Wasm module: wasm-to-oci's and Spin's layer. */
    public static final String WASM_CONTENT_LAYER = "application/vnd.wasm.content.layer.v1+wasm";

    /** The four document types that a registry is asked for. */
    public static final List<String> MANIFESTS =
            List.of(OCI_MANIFEST, OCI_INDEX, DOCKER_MANIFEST, DOCKER_MANIFEST_LIST);

    private MediaType() {}

    /** A media type without its parameters, in lower case. */
    public static String bare(String withParameters) {
        int semicolon = withParameters.indexOf(';');
        String type = semicolon < 0 ? withParameters : withParameters.substring(0, semicolon);
        return type.trim().toLowerCase(Locale.ROOT);
    }

    /** Whether this is the type of an index or of a Docker manifest list. */
    public static boolean isIndex(String mediaType) {
        return mediaType.equals(OCI_INDEX) || mediaType.equals(DOCKER_MANIFEST_LIST);
    }

    /** Whether this is the type of an image manifest. */
    public static boolean isManifest(String mediaType) {
        return mediaType.equals(OCI_MANIFEST) || mediaType.equals(DOCKER_MANIFEST);
    }
}
