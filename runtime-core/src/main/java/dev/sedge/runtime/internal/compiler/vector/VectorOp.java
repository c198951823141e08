package dev.sedge.runtime.internal.compiler.vector;

import dev.sedge.runtime.ValueType;
import java.util.List;
import java.util.Optional;

/**
 * An instruction behind the prefix 0xFD: the 236 of WebAssembly 2.0.
 *
 * <p>To translate one: read what {@link #immediate()} names, pop {@link #operands()} into temporaries (also those that no
 * term mentions, which may trap), then emit what {@link #lower} answers. Immutable, for any thread.
 *
 * @see <a href="https://webassembly.github.io/spec/core/binary/instructions.html#vector-instructions">Vector instructions</a>
 */
public final class VectorOp {

    private final String name;
    private final List<ValueType> operands;
    private final Immediate immediate;
    private final int lanes;
    private final Rule rule;

    VectorOp(String name, List<ValueType> operands, Immediate immediate, int lanes, Rule rule) {
        this.name = name;
        this.operands = operands;
        this.immediate = immediate;
        this.lanes = lanes;
        this.rule = rule;
    }

    /** How an instruction becomes scalar code once its immediate bytes are known. */
    @FunctionalInterface
    interface Rule {
        Lowering lower(long low, long high);
    }

    /** The instruction with this number behind the prefix, empty when there is none. */
    public static Optional<VectorOp> of(int subOpcode) {
        return VectorTable.find(subOpcode);
    }

    /** Its name in the text format, for example {@code i8x16.add}. */
    public String name() {
        return name;
    }

    /** The types of its operands in the order in which they are pushed. */
    public List<ValueType> operands() {
        return operands;
    }

    /** What follows its opcode. */
    public Immediate immediate() {
        return immediate;
    }

    /**
     * The scalar code that computes it.
     *
     * @param low the immediate bytes after the memory argument, little endian: the lane, or the first eight of sixteen; else 0
     * @param high the other eight of sixteen, else 0
     * @throws IllegalArgumentException when a lane does not exist, which a validated module cannot ask for
     */
    public Lowering lower(long low, long high) {
        if (lanes != 0 && (low < 0 || low >= lanes)) {
            throw new IllegalArgumentException(name + " has no lane " + low + ", only " + lanes + " lanes");
        }
        return rule.lower(low, high);
    }

    @Override
    public String toString() {
        return name;
    }
}
