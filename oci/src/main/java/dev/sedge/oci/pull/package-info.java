/**
 * Pulls images: from a reference to verified content in the store that can be run, and the same image again without a
 * network.
 */
package dev.sedge.oci.pull;
