/**
 * The client of the OCI distribution protocol: manifests and blobs over http, authentication, retries and resume.
 *
 * @see <a href="https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md">OCI distribution</a>
 */
package dev.sedge.oci.registry;
