package dev.sedge.oci.publish;

import dev.sedge.oci.Digest;
import dev.sedge.oci.ImageReference;

/**
 * An image that a registry has accepted.
 *
 * @param reference its name with tag and digest; whoever pulls it gets exactly these bytes
 * @param digest the digest of its manifest
 * @param size the bytes of manifest, config and layer together
 */
public record PublishedImage(ImageReference reference, Digest digest, long size) {}
