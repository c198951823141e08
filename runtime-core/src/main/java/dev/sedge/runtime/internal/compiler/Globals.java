package dev.sedge.runtime.internal.compiler;

import dev.sedge.runtime.ExternType.GlobalType;
import dev.sedge.runtime.internal.compiler.emit.Names;
import dev.sedge.runtime.internal.compiler.read.ModuleCode;
import dev.sedge.runtime.internal.compiler.run.InstanceState;
import dev.sedge.runtime.internal.compiler.tree.Kind;
import dev.sedge.runtime.internal.scan.ByteReader;
import dev.sedge.runtime.internal.scan.Types;
import java.lang.reflect.Field;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The global variables of a new instance, and constant expressions, which may read them. */
final class Globals {

    private static final int V128_CONST = 12;

    private final ModuleCode code;
    private final InstanceState state;

    Globals(ModuleCode code, InstanceState state) {
        this.code = code;
        this.state = state;
    }

    void initialise() {
        int first = code.outline().globals().size() - code.globals().size();
        for (int i = 0; i < code.globals().size(); i++) {
            long[] value = evaluate(new ByteReader(code.wasm(), code.globals().get(i), code.wasm().length));
            List<Kind> kinds = kinds(first + i);
            for (int half = 0; half < kinds.size(); half++) {
                set(first + i, half, kinds.get(half), value[half]);
            }
        }
    }

    private List<Kind> kinds(int global) {
        GlobalType type = code.outline().globals().get(global);
        return Kind.of(type.value());
    }

    /** The value of the expression that comes next: floats as raw bits, two halves of a vector. */
    long[] evaluate(ByteReader in) {
        Deque<long[]> stack = new ArrayDeque<>();
        for (int opcode = in.u8(); opcode != 0x0B; opcode = in.u8()) {
            step(opcode, in, stack);
        }
        return stack.pop();
    }

    private void step(int opcode, ByteReader in, Deque<long[]> stack) {
        switch (opcode) {
            case 0x23 -> stack.push(get((int) in.u32()));
            case 0x41, 0x42 -> stack.push(one(in.signed()));
            case 0x43 -> stack.push(one(in.fixed32()));
            case 0x44 -> stack.push(one(in.fixed64()));
            case 0x6A, 0x7C -> stack.push(one(stack.pop()[0] + stack.pop()[0]));
            case 0x6B, 0x7D -> stack.push(one(-stack.pop()[0] + stack.pop()[0]));
            case 0x6C, 0x7E -> stack.push(one(stack.pop()[0] * stack.pop()[0]));
            case 0xD0 -> {
                Types.heap(in.signed());
                stack.push(one(-1));
            }
            case 0xD2 -> stack.push(one(code.numbers().of((int) in.u32())));
            case 0xFD -> {
                if (in.u32() != V128_CONST) {
                    throw new IllegalStateException("not a constant");
                }
                stack.push(new long[] {in.fixed64(), in.fixed64()});
            }
            default -> throw new IllegalStateException("opcode 0x" + Integer.toHexString(opcode) + " is not constant");
        }
    }

    private static long[] one(long value) {
        return new long[] {value};
    }

    private long[] get(int global) {
        List<Kind> kinds = kinds(global);
        long[] value = new long[kinds.size()];
        for (int half = 0; half < value.length; half++) {
            value[half] = get(global, half, kinds.get(half));
        }
        return value;
    }

    private Field field(int global, int half) throws NoSuchFieldException {
        return state.getClass().getField(Names.global(global, half));
    }

    private long get(int global, int half, Kind kind) {
        try {
            Field field = field(global, half);
            return switch (kind) {
                case INT -> field.getInt(state);
                case LONG, HIGH -> field.getLong(state);
                case FLOAT -> Float.floatToRawIntBits(field.getFloat(state));
                case DOUBLE -> Double.doubleToRawLongBits(field.getDouble(state));
                case REF -> 0;
            };
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private void set(int global, int half, Kind kind, long value) {
        try {
            Field field = field(global, half);
            switch (kind) {
                case INT -> field.setInt(state, (int) value);
                case LONG, HIGH -> field.setLong(state, value);
                case FLOAT -> field.setFloat(state, Float.intBitsToFloat((int) value));
                case DOUBLE -> field.setDouble(state, Double.longBitsToDouble(value));
                case REF -> {}
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
