/**
 * Makes Wasm images and pushes them. The only package that needs jib-core, which an application adds itself: {@code
 * com.google.cloud.tools:jib-core}.
 */
package dev.sedge.oci.publish;
