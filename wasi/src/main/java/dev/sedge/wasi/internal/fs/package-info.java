/** The walk along a guest's path, written once for all file systems. */
package dev.sedge.wasi.internal.fs;
