package dev.sedge.oci.layer;

import java.util.List;

/**
 * What an image unpacked to.
 *
 * @param files entries of the tree, directories and links included
 * @param bytes the lengths of all regular files together
 * @param skippedSpecials devices and FIFOs that were left out
 * @param wasmFiles the files that are named {@code *.wasm} or begin like a Wasm module, in the order of their paths
 */
public record UnpackedRootfs(long files, long bytes, int skippedSpecials, List<WasmFile> wasmFiles) {
    /** Copies the list. */
    public UnpackedRootfs {
        wasmFiles = List.copyOf(wasmFiles);
    }
}
