/**
 * A content store on disk in OCI layout, which many processes share and which is whole after {@code kill -9} at any
 * moment.
 */
package dev.sedge.oci.store;
