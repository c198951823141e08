/**
 * Layers of container images as file trees: a tar reader, a gzip reader, and an unpacker that no archive can lead out
 * of its directory.
 */
package dev.sedge.oci.layer;
