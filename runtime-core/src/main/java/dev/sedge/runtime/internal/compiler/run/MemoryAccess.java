package dev.sedge.runtime.internal.compiler.run;

import dev.sedge.runtime.TrapException;
import dev.sedge.runtime.internal.LinearMemory;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Loads and stores. Where a memory has no reserve, the array is exactly as long, so that its own bounds are the memory's:
 * the only check there is, and one that HotSpot moves out of loops. A negative address is beyond 2 GiB, where no memory reaches.
 */
public final class MemoryAccess {

    /** Generated code asks the views itself where it has many loads and stores. */
    public static final VarHandle SHORT = view(short[].class);

    public static final VarHandle INT = view(int[].class);
    public static final VarHandle LONG = view(long[].class);
    public static final VarHandle FLOAT = view(float[].class);
    public static final VarHandle DOUBLE = view(double[].class);

    private MemoryAccess() {}

    private static VarHandle view(Class<?> array) {
        return MethodHandles.byteArrayViewVarHandle(array, ByteOrder.LITTLE_ENDIAN);
    }

    /** The sum of two unsigned numbers of which the second is below 2^31; negative when it is beyond 2^31. */
    public static int address(int base, int offset) {
        return (base + offset) | (base >> 31);
    }

    public static int load8(int address, byte[] memory) {
        try {
            return memory[address];
        } catch (IndexOutOfBoundsException e) {
            throw outOfBounds();
        }
    }

    public static int load8u(int address, byte[] memory) {
        try {
            return memory[address] & 0xFF;
        } catch (IndexOutOfBoundsException e) {
            throw outOfBounds();
        }
    }

    public static int load16(int address, byte[] memory) {
        try {
            return (short) SHORT.get(memory, address);
        } catch (IndexOutOfBoundsException e) {
            throw outOfBounds();
        }
    }

    public static int load16u(int address, byte[] memory) {
        try {
            return (short) SHORT.get(memory, address) & 0xFFFF;
        } catch (IndexOutOfBoundsException e) {
            throw outOfBounds();
        }
    }

    public static int load32(int address, byte[] memory) {
        try {
            return (int) INT.get(memory, address);
        } catch (IndexOutOfBoundsException e) {
            throw outOfBounds();
        }
    }

    public static long load32u(int address, byte[] memory) {
        try {
            return (int) INT.get(memory, address) & 0xFFFFFFFFL;
        } catch (IndexOutOfBoundsException e) {
            throw outOfBounds();
        }
    }

    public static long load64(int address, byte[] memory) {
        try {
            return (long) LONG.get(memory, address);
        } catch (IndexOutOfBoundsException e) {
            throw outOfBounds();
        }
    }

    public static float loadFloat(int address, byte[] memory) {
        try {
            return (float) FLOAT.get(memory, address);
        } catch (IndexOutOfBoundsException e) {
            throw outOfBounds();
        }
    }

    public static double loadDouble(int address, byte[] memory) {
        try {
            return (double) DOUBLE.get(memory, address);
        } catch (IndexOutOfBoundsException e) {
            throw outOfBounds();
        }
    }

    public static void store8(int address, int value, byte[] memory) {
        try {
            memory[address] = (byte) value;
        } catch (IndexOutOfBoundsException e) {
            throw outOfBounds();
        }
    }

    public static void store16(int address, int value, byte[] memory) {
        try {
            SHORT.set(memory, address, (short) value);
        } catch (IndexOutOfBoundsException e) {
            throw outOfBounds();
        }
    }

    public static void store32(int address, int value, byte[] memory) {
        try {
            INT.set(memory, address, value);
        } catch (IndexOutOfBoundsException e) {
            throw outOfBounds();
        }
    }

    public static void store64(int address, long value, byte[] memory) {
        try {
            LONG.set(memory, address, value);
        } catch (IndexOutOfBoundsException e) {
            throw outOfBounds();
        }
    }

    public static void storeFloat(int address, float value, byte[] memory) {
        try {
            FLOAT.set(memory, address, value);
        } catch (IndexOutOfBoundsException e) {
            throw outOfBounds();
        }
    }

    public static void storeDouble(int address, double value, byte[] memory) {
        try {
            DOUBLE.set(memory, address, value);
        } catch (IndexOutOfBoundsException e) {
            throw outOfBounds();
        }
    }

    static TrapException outOfBounds() {
        return new TrapException(LinearMemory.OUT_OF_BOUNDS);
    }

    /** The trap for an access in generated code itself: it happened where the cause was thrown. */
    public static TrapException outOfBounds(IndexOutOfBoundsException cause) {
        TrapException trap = outOfBounds();
        StackTraceElement[] trace = cause.getStackTrace();
        // Of one that is thrown often HotSpot does not tell where.
        if (trace.length > 0) {
            trap.setStackTrace(trace);
        }
        return trap;
    }
}
