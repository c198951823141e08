/**
 * SIMD without vectors: every v128 is a pair of {@code long} halves, the low one first, and {@link VectorOp} says for
 * each instruction which plain computations give the halves of its result. The lanes classes compute them.
 */
@NullMarked
package dev.sedge.runtime.internal.compiler.vector;

import org.jspecify.annotations.NullMarked;
