package dev.sedge.oci.layer;

import dev.sedge.oci.Digest;

/**
 * A Wasm module among the files of an unpacked image.
 *
 * @param path where it is in the image, absolute: {@code /app/main.wasm}
 * @param digest its SHA-256 when it was unpacked
 * @param size its length in bytes
 */
public record WasmFile(String path, Digest digest, long size) {}
