/** Writes functions as bytecode, and the classes around them. */
package dev.sedge.runtime.internal.compiler.emit;
