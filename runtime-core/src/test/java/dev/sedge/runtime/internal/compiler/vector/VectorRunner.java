package dev.sedge.runtime.internal.compiler.vector;

import dev.sedge.runtime.internal.compiler.vector.Outcome.Halves;
import dev.sedge.runtime.internal.compiler.vector.Outcome.Scalar;
import dev.sedge.runtime.internal.compiler.vector.Outcome.Twice;
import dev.sedge.runtime.internal.compiler.vector.Term.Call;
import dev.sedge.runtime.internal.compiler.vector.Term.Core;
import dev.sedge.runtime.internal.compiler.vector.Term.IntConstant;
import dev.sedge.runtime.internal.compiler.vector.Term.LongConstant;
import dev.sedge.runtime.internal.compiler.vector.Term.Operand;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Runs lowered instructions as a reader of the table would: scalars are boxed numbers, a vector is a {@code long[2]}.
 * Every method is looked up as generated code links it, by owner, name and descriptor, public ones only.
 */
public final class VectorRunner {

    private static final Map<String, MethodHandle> METHODS = new ConcurrentHashMap<>();

    private final byte[] memory;
    private final long offset;

    /** Over a memory, with the offset of a memory argument. */
    public VectorRunner(byte[] memory, long offset) {
        this.memory = memory;
        this.offset = offset;
    }

    /** Runs an instruction; an empty list, a number or a {@code long[2]}. */
    public Object run(Lowering lowering, Object... pushed) {
        List<Object> operands = new ArrayList<>(List.of(pushed));
        for (Load load : lowering.loads()) {
            operands.add(load(load, (Integer) pushed[0]));
        }
        for (Store store : lowering.stores()) {
            store(store, (Integer) pushed[0], (Long) value(store.value(), operands));
        }
        Outcome outcome = lowering.outcome();
        if (outcome instanceof Scalar scalar) {
            return value(scalar.value(), operands);
        } else if (outcome instanceof Halves halves) {
            return new long[] {(Long) value(halves.low(), operands), (Long) value(halves.high(), operands)};
        } else if (outcome instanceof Twice twice) {
            long half = (Long) value(twice.half(), operands);
            return new long[] {half, half};
        }
        return List.of();
    }

    private Object value(Term term, List<Object> operands) {
        if (term instanceof Operand operand) {
            Object value = operands.get(operand.index());
            return switch (operand.part()) {
                case WHOLE -> value;
                case LOW -> ((long[]) value)[0];
                case HIGH -> ((long[]) value)[1];
            };
        } else if (term instanceof IntConstant constant) {
            return constant.value();
        } else if (term instanceof LongConstant constant) {
            return constant.value();
        } else if (term instanceof Core core) {
            return core(core.opcode(), values(core.arguments(), operands));
        }
        Call call = (Call) term;
        return invoke(call, values(call.arguments(), operands));
    }

    private Object[] values(List<Term> terms, List<Object> operands) {
        return terms.stream().map(term -> value(term, operands)).toArray();
    }

    private static Object invoke(Call call, Object[] arguments) {
        try {
            return method(call).invokeWithArguments(arguments);
        } catch (Throwable e) {
            throw new AssertionError("call " + call, e);
        }
    }

    /** The method that a call names. */
    static MethodHandle method(Call call) {
        return METHODS.computeIfAbsent(call.owner() + call.name() + call.descriptor(), key -> {
            try {
                Class<?> owner = Class.forName(call.owner().replace('/', '.'));
                MethodType type = MethodType.fromMethodDescriptorString(call.descriptor(), owner.getClassLoader());
                return MethodHandles.publicLookup().findStatic(owner, call.name(), type);
            } catch (ReflectiveOperationException e) {
                throw new LinkageError("no such method: " + call, e);
            }
        });
    }

    private static Object core(int opcode, Object[] arguments) {
        Object first = arguments[0];
        return switch (opcode) {
            case Terms.I32_AND -> (int) first & (int) arguments[1];
            case Terms.I32_WRAP_I64 -> (int) (long) first;
            case Terms.I32_EXTEND8_S -> (int) (byte) (int) first;
            case Terms.I32_EXTEND16_S -> (int) (short) (int) first;
            case Terms.I32_REINTERPRET_F32 -> Float.floatToRawIntBits((float) first);
            case Terms.F32_REINTERPRET_I32 -> Float.intBitsToFloat((int) first);
            case Terms.F64_REINTERPRET_I64 -> Double.longBitsToDouble((long) first);
            case Terms.I64_REINTERPRET_F64 -> Double.doubleToRawLongBits((double) first);
            case Terms.I64_EXTEND_I32_U -> (int) first & 0xFFFFFFFFL;
            case Terms.I64_EXTEND32_S -> (long) (int) (long) first;
            default -> longs(opcode, (long) first, (long) arguments[1]);
        };
    }

    private static long longs(int opcode, long a, long b) {
        return switch (opcode) {
            case Terms.I64_ADD -> a + b;
            case Terms.I64_SUB -> a - b;
            case Terms.I64_MUL -> a * b;
            case Terms.I64_AND -> a & b;
            case Terms.I64_OR -> a | b;
            case Terms.I64_XOR -> a ^ b;
            case Terms.I64_SHL -> a << b;
            case Terms.I64_SHR_S -> a >> b;
            case Terms.I64_SHR_U -> a >>> b;
            default -> throw new AssertionError("core opcode " + Integer.toHexString(opcode));
        };
    }

    private ByteBuffer at(int address, int extraOffset, int size) {
        long at = (address & 0xFFFFFFFFL) + offset + extraOffset;
        if (at > memory.length - size) {
            throw new IndexOutOfBoundsException("address " + at);
        }
        return ByteBuffer.wrap(memory, (int) at, size).slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    private long load(Load load, int address) {
        return switch (load.opcode()) {
            case 0x29 -> at(address, load.extraOffset(), 8).getLong();
            case 0x31 -> at(address, load.extraOffset(), 1).get() & 0xFFL;
            case 0x33 -> at(address, load.extraOffset(), 2).getShort() & 0xFFFFL;
            case 0x35 -> at(address, load.extraOffset(), 4).getInt() & 0xFFFFFFFFL;
            default -> throw new AssertionError("load " + Integer.toHexString(load.opcode()));
        };
    }

    private void store(Store store, int address, long value) {
        switch (store.opcode()) {
            case 0x37 -> at(address, store.extraOffset(), 8).putLong(value);
            case 0x3C -> at(address, store.extraOffset(), 1).put((byte) value);
            case 0x3D -> at(address, store.extraOffset(), 2).putShort((short) value);
            case 0x3E -> at(address, store.extraOffset(), 4).putInt((int) value);
            default -> throw new AssertionError("store " + Integer.toHexString(store.opcode()));
        }
    }
}
