/** The file system seam: what a guest's files are made of. */
package dev.sedge.wasi.fs;
