package dev.sedge.runtime.internal.compiler.vector;

/**
 * A scalar load that an instruction needs. Its address is operand 0, its offset that of the memory argument plus
 * {@code extraOffset}, added without wrapping.
 *
 * @param opcode a load instruction of WebAssembly, one byte
 * @param extraOffset bytes beyond the offset of the memory argument
 */
public record Load(int opcode, int extraOffset) {}
