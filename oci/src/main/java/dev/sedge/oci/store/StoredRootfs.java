package dev.sedge.oci.store;

import dev.sedge.oci.layer.UnpackedRootfs;
import java.nio.file.Path;

/**
 * The unpacked files of an image in the store. They belong to the store: read them, never change them.
 *
 * @param directory the root of the image
 * @param content what is in it, as it was unpacked
 */
public record StoredRootfs(Path directory, UnpackedRootfs content) {}
