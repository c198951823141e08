package dev.sedge.runtime;

import java.util.Locale;

/**
 * The type of one Wasm value.
 *
 * @see <a href="https://webassembly.github.io/spec/core/syntax/types.html">WebAssembly types</a>
 */
public enum ValueType {
    /** A 32-bit integer; one slot, of which only the low 32 bits mean anything. */
    I32,
    /** A 64-bit integer; one slot. */
    I64,
    /** A 32-bit float; one slot that holds its raw bits in the low 32 bits. */
    F32,
    /** A 64-bit float; one slot that holds its raw bits. */
    F64,
    /** A 128-bit vector; two slots, the low half first. */
    V128,
    /** A reference to a function, typed or not; one slot, -1 is null. */
    FUNCREF,
    /** A reference to something of the host; one slot with a number of the host's choice, -1 is null. */
    EXTERNREF,
    /** A reference to a Wasm exception. It never leaves a guest: functions of this type cannot be called from outside. */
    EXNREF;

    /** How many {@code long} slots a value of this type takes: two for {@link #V128}, else one. */
    public int slots() {
        return this == V128 ? 2 : 1;
    }

    /** The name in the text format, for example {@code i32}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
