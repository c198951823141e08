package dev.sedge.runtime.internal.compiler.read;

import dev.sedge.runtime.internal.scan.ByteReader;
import dev.sedge.runtime.internal.scan.Types;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * Evaluates constant expressions. A value is a {@code long}, two for a v128; floats are their raw bits.
 *
 * @see <a href="https://webassembly.github.io/spec/core/valid/instructions.html#constant-expressions">Constant
 *     expressions</a>
 */
public final class ConstantReader {

    private static final int END = 0x0B;
    private static final int V128_CONST = 12;

    private final ModuleCode code;
    private final IntFunction<long[]> globals;

    /** A reader for which a global variable has the value that the function gives. */
    public ConstantReader(ModuleCode code, IntFunction<long[]> globals) {
        this.code = code;
        this.globals = globals;
    }

    /** The value of an expression of the module if it is the same in all instances; else, if it reads a global, empty. */
    static Optional<long[]> fixed(ModuleCode code, int position) {
        boolean[] reads = {false};
        long[] value = new ConstantReader(code, global -> {
                    reads[0] = true;
                    return new long[2];
                })
                .at(position);
        return reads[0] ? Optional.empty() : Optional.of(value);
    }

    /** The value of the expression that begins at an offset of the module. */
    public long[] at(int position) {
        return read(new ByteReader(code.wasm(), position, code.wasm().length));
    }

    /** The value of the expression that comes next. */
    public long[] read(ByteReader in) {
        long[] first = operand(in.u8(), in);
        int second = in.u8();
        return second == END ? first : longer(first, second, in);
    }

    /** The value of an expression of more than one instruction. */
    private long[] longer(long[] first, int second, ByteReader in) {
        Deque<long[]> stack = new ArrayDeque<>();
        stack.push(first);
        for (int opcode = second; opcode != END; opcode = in.u8()) {
            switch (opcode) {
                case 0x6A, 0x7C -> stack.push(one(stack.pop()[0] + stack.pop()[0]));
                case 0x6B, 0x7D -> stack.push(one(-stack.pop()[0] + stack.pop()[0]));
                case 0x6C, 0x7E -> stack.push(one(stack.pop()[0] * stack.pop()[0]));
                default -> stack.push(operand(opcode, in));
            }
        }
        return stack.pop();
    }

    private long[] operand(int opcode, ByteReader in) {
        return switch (opcode) {
            case 0x23 -> globals.apply((int) in.u32());
            case 0x41, 0x42 -> one(in.signed());
            case 0x43 -> one(in.fixed32());
            case 0x44 -> one(in.fixed64());
            case 0xD0 -> {
                Types.heap(in.signed());
                yield one(-1);
            }
            case 0xD2 -> one(code.numbers().of((int) in.u32()));
            case 0xFD -> {
                if (in.u32() != V128_CONST) {
                    throw new IllegalStateException("not a constant");
                }
                yield new long[] {in.fixed64(), in.fixed64()};
            }
            default -> throw new IllegalStateException("opcode 0x" + Integer.toHexString(opcode) + " is not constant");
        };
    }

    private static long[] one(long value) {
        return new long[] {value};
    }
}
