/** Reads the bytes of a validated module: its sections, and its functions as trees. */
package dev.sedge.runtime.internal.compiler.read;
