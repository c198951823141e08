/** Recognises every packaging of Wasm in images, from descriptors alone, and says what a container of it would run. */
package dev.sedge.oci.wasm;
