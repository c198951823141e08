package dev.sedge.oci.publish;

import dev.sedge.oci.MediaType;

/** Whose media types a compat image has. */
public enum ImageFormat {
    /** The OCI image specification's; the manifest carries the variant as an annotation. */
    OCI(MediaType.OCI_MANIFEST, MediaType.OCI_CONFIG, MediaType.OCI_LAYER_GZIP),

    /** Docker's version 2, schema 2, which has no annotations. */
    DOCKER(MediaType.DOCKER_MANIFEST, MediaType.DOCKER_CONFIG, MediaType.DOCKER_LAYER_GZIP);

    final String manifest;
    final String config;
    final String layer;

    ImageFormat(String manifest, String config, String layer) {
        this.manifest = manifest;
        this.config = config;
        this.layer = layer;
    }
}
