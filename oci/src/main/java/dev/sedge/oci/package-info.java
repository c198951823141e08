/**
 * Values of the OCI specifications that cannot be wrong once parsed, the errors of the module, and {@link
 * dev.sedge.oci.ContentSource}, the seam behind which a registry or a directory on disk stands.
 */
package dev.sedge.oci;
