/** The compiler tier: Wasm functions as JVM bytecode. */
package dev.sedge.runtime.internal.compiler;
