package dev.sedge.runtime.internal.compiler.vector;

/**
 * A scalar store that an instruction consists of. Its address is operand 0, its offset that of the memory argument plus
 * {@code extraOffset}, added without wrapping.
 *
 * @param opcode a store instruction of WebAssembly, one byte
 * @param extraOffset bytes beyond the offset of the memory argument
 * @param value what to store
 */
public record Store(int opcode, int extraOffset, Term value) {}
