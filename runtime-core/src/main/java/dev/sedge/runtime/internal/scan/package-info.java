/** Reads a module once, section by section, before anything is built from it: kind, outline, caps. Knows no engine. */
package dev.sedge.runtime.internal.scan;
