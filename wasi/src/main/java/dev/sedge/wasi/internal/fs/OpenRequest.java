package dev.sedge.wasi.internal.fs;

import dev.sedge.wasi.fs.OpenMode;

/**
 * What a guest asks for when it opens a path.
 *
 * @param follow follows a link that is the last component (links before it are always followed)
 * @param directory only a directory will do
 * @param mode how a file is opened
 */
public record OpenRequest(boolean follow, boolean directory, OpenMode mode) {}
