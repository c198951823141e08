package dev.sedge.runtime.internal.compiler.vector;

import java.util.List;

/**
 * One vector instruction as scalar code, in this order: all loads, each into a new operand; all stores, in the order of the
 * list; then the outcome. The order of the stores matters: the last bytes of an access are written first, so that one which
 * crosses the end of the memory traps before it has written anything.
 *
 * @param loads what it reads from memory; the values follow the operands
 * @param stores what it writes to memory
 * @param outcome what it pushes
 */
public record Lowering(List<Load> loads, List<Store> stores, Outcome outcome) {}
