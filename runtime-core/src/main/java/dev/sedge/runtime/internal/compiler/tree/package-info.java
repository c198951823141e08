/** A function as a tree of statements and expressions, between the reader of its bytes and the writer of its bytecode. */
package dev.sedge.runtime.internal.compiler.tree;
