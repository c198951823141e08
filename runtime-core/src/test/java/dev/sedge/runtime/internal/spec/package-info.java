/** Runs the scripts of the WebAssembly core test suite below the public API, in every tier. */
@NullMarked
package dev.sedge.runtime.internal.spec;

import org.jspecify.annotations.NullMarked;
