/** The functions of {@code wasi_snapshot_preview1}: one class per family of calls, the descriptors, and their memory. */
package dev.sedge.wasi.internal.preview1;
