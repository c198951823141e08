package dev.sedge.runtime.internal.compiler.run;

import dev.sedge.runtime.TrapException;

/**
 * The numeric instructions that the JVM has no instruction for, one method each, named like them.
 *
 * @see <a href="https://webassembly.github.io/spec/core/exec/numerics.html">Numerics</a>
 */
public final class Numeric {

    private static final double TWO_31 = 0x1p31;
    private static final double TWO_32 = 0x1p32;
    private static final double TWO_63 = 0x1p63;
    private static final double TWO_64 = 0x1p64;

    private Numeric() {}

    /** What a map has for an index, 0 for all indices beyond it. */
    public static int entry(int index, String map) {
        return index >= 0 && index < map.length() ? map.charAt(index) : 0;
    }

    // -- comparisons whose outcome is a number

    public static int i32Eqz(int a) {
        return a == 0 ? 1 : 0;
    }

    public static int i32Eq(int a, int b) {
        return a == b ? 1 : 0;
    }

    public static int i32Ne(int a, int b) {
        return a != b ? 1 : 0;
    }

    public static int i32LtS(int a, int b) {
        return a < b ? 1 : 0;
    }

    public static int i32LtU(int a, int b) {
        return i64ExtendI32U(a) < i64ExtendI32U(b) ? 1 : 0;
    }

    public static int i32GtS(int a, int b) {
        return a > b ? 1 : 0;
    }

    public static int i32GtU(int a, int b) {
        return i64ExtendI32U(a) > i64ExtendI32U(b) ? 1 : 0;
    }

    public static int i32LeS(int a, int b) {
        return a <= b ? 1 : 0;
    }

    public static int i32LeU(int a, int b) {
        return i64ExtendI32U(a) <= i64ExtendI32U(b) ? 1 : 0;
    }

    public static int i32GeS(int a, int b) {
        return a >= b ? 1 : 0;
    }

    public static int i32GeU(int a, int b) {
        return i64ExtendI32U(a) >= i64ExtendI32U(b) ? 1 : 0;
    }

    public static int i64Eqz(long a) {
        return a == 0 ? 1 : 0;
    }

    public static int i64Eq(long a, long b) {
        return a == b ? 1 : 0;
    }

    public static int i64Ne(long a, long b) {
        return a != b ? 1 : 0;
    }

    public static int i64LtS(long a, long b) {
        return a < b ? 1 : 0;
    }

    public static int i64LtU(long a, long b) {
        return Long.compareUnsigned(a, b) < 0 ? 1 : 0;
    }

    public static int i64GtS(long a, long b) {
        return a > b ? 1 : 0;
    }

    public static int i64GtU(long a, long b) {
        return Long.compareUnsigned(a, b) > 0 ? 1 : 0;
    }

    public static int i64LeS(long a, long b) {
        return a <= b ? 1 : 0;
    }

    public static int i64LeU(long a, long b) {
        return Long.compareUnsigned(a, b) <= 0 ? 1 : 0;
    }

    public static int i64GeS(long a, long b) {
        return a >= b ? 1 : 0;
    }

    public static int i64GeU(long a, long b) {
        return Long.compareUnsigned(a, b) >= 0 ? 1 : 0;
    }

    public static int f32Eq(float a, float b) {
        return a == b ? 1 : 0;
    }

    public static int f32Ne(float a, float b) {
        return a != b ? 1 : 0;
    }

    public static int f32Lt(float a, float b) {
        return a < b ? 1 : 0;
    }

    public static int f32Gt(float a, float b) {
        return a > b ? 1 : 0;
    }

    public static int f32Le(float a, float b) {
        return a <= b ? 1 : 0;
    }

    public static int f32Ge(float a, float b) {
        return a >= b ? 1 : 0;
    }

    public static int f64Eq(double a, double b) {
        return a == b ? 1 : 0;
    }

    public static int f64Ne(double a, double b) {
        return a != b ? 1 : 0;
    }

    public static int f64Lt(double a, double b) {
        return a < b ? 1 : 0;
    }

    public static int f64Gt(double a, double b) {
        return a > b ? 1 : 0;
    }

    public static int f64Le(double a, double b) {
        return a <= b ? 1 : 0;
    }

    public static int f64Ge(double a, double b) {
        return a >= b ? 1 : 0;
    }

    // -- integers

    public static int i32DivS(int a, int b) {
        if (b == 0) {
            throw divideByZero();
        }
        if (b == -1 && a == Integer.MIN_VALUE) {
            throw overflow();
        }
        return a / b;
    }

    public static int i32DivU(int a, int b) {
        if (b == 0) {
            throw divideByZero();
        }
        return (int) (i64ExtendI32U(a) / i64ExtendI32U(b));
    }

    public static int i32RemS(int a, int b) {
        if (b == 0) {
            throw divideByZero();
        }
        return a % b;
    }

    public static int i32RemU(int a, int b) {
        if (b == 0) {
            throw divideByZero();
        }
        return (int) (i64ExtendI32U(a) % i64ExtendI32U(b));
    }

    public static int i32Rotl(int a, int b) {
        return Integer.rotateLeft(a, b);
    }

    public static int i32Rotr(int a, int b) {
        return Integer.rotateRight(a, b);
    }

    public static long i64DivS(long a, long b) {
        if (b == 0) {
            throw divideByZero();
        }
        if (b == -1 && a == Long.MIN_VALUE) {
            throw overflow();
        }
        return a / b;
    }

    public static long i64DivU(long a, long b) {
        if (b == 0) {
            throw divideByZero();
        }
        return Long.divideUnsigned(a, b);
    }

    public static long i64RemS(long a, long b) {
        if (b == 0) {
            throw divideByZero();
        }
        return a % b;
    }

    public static long i64RemU(long a, long b) {
        if (b == 0) {
            throw divideByZero();
        }
        return Long.remainderUnsigned(a, b);
    }

    public static long i64Rotl(long a, long b) {
        return Long.rotateLeft(a, (int) b);
    }

    public static long i64Rotr(long a, long b) {
        return Long.rotateRight(a, (int) b);
    }

    // -- floats

    public static float f32Abs(float a) {
        return Float.intBitsToFloat(Float.floatToRawIntBits(a) & ~Integer.MIN_VALUE);
    }

    public static float f32Ceil(float a) {
        return !Float.isNaN(a) ? (float) Math.ceil(a) : quiet(a);
    }

    public static float f32Floor(float a) {
        return !Float.isNaN(a) ? (float) Math.floor(a) : quiet(a);
    }

    public static float f32Trunc(float a) {
        if (Float.isNaN(a)) {
            return quiet(a);
        }
        return (float) (a < 0 ? Math.ceil(a) : Math.floor(a));
    }

    public static float f32Nearest(float a) {
        return !Float.isNaN(a) ? (float) Math.rint(a) : quiet(a);
    }

    public static float f32Sqrt(float a) {
        return !Float.isNaN(a) ? (float) Math.sqrt(a) : quiet(a);
    }

    public static float f32Min(float a, float b) {
        return !Float.isNaN(a) && !Float.isNaN(b) ? Math.min(a, b) : quiet(Float.isNaN(a) ? a : b);
    }

    public static float f32Max(float a, float b) {
        return !Float.isNaN(a) && !Float.isNaN(b) ? Math.max(a, b) : quiet(Float.isNaN(a) ? a : b);
    }

    public static float f32Copysign(float a, float b) {
        int sign = Float.floatToRawIntBits(b) & Integer.MIN_VALUE;
        return Float.intBitsToFloat((Float.floatToRawIntBits(a) & ~Integer.MIN_VALUE) | sign);
    }

    /** The quiet NaN of a NaN. */
    private static float quiet(float nan) {
        return Float.intBitsToFloat(Float.floatToRawIntBits(nan) | 0x00400000);
    }

    public static double f64Abs(double a) {
        return Double.longBitsToDouble(Double.doubleToRawLongBits(a) & ~Long.MIN_VALUE);
    }

    public static double f64Ceil(double a) {
        return !Double.isNaN(a) ? Math.ceil(a) : quiet(a);
    }

    public static double f64Floor(double a) {
        return !Double.isNaN(a) ? Math.floor(a) : quiet(a);
    }

    public static double f64Trunc(double a) {
        if (Double.isNaN(a)) {
            return quiet(a);
        }
        return (a < 0 ? Math.ceil(a) : Math.floor(a));
    }

    public static double f64Nearest(double a) {
        return !Double.isNaN(a) ? Math.rint(a) : quiet(a);
    }

    public static double f64Sqrt(double a) {
        return !Double.isNaN(a) ? Math.sqrt(a) : quiet(a);
    }

    public static double f64Min(double a, double b) {
        return !Double.isNaN(a) && !Double.isNaN(b) ? Math.min(a, b) : quiet(Double.isNaN(a) ? a : b);
    }

    public static double f64Max(double a, double b) {
        return !Double.isNaN(a) && !Double.isNaN(b) ? Math.max(a, b) : quiet(Double.isNaN(a) ? a : b);
    }

    public static double f64Copysign(double a, double b) {
        long sign = Double.doubleToRawLongBits(b) & Long.MIN_VALUE;
        return Double.longBitsToDouble((Double.doubleToRawLongBits(a) & ~Long.MIN_VALUE) | sign);
    }

    /** The quiet NaN of a NaN. */
    private static double quiet(double nan) {
        return Double.longBitsToDouble(Double.doubleToRawLongBits(nan) | 0x0008000000000000L);
    }

    // -- conversions

    public static long i64ExtendI32U(int a) {
        return a & 0xFFFFFFFFL;
    }

    public static int i32TruncF32S(float a) {
        return i32TruncF64S(a);
    }

    public static int i32TruncF32U(float a) {
        return i32TruncF64U(a);
    }

    public static int i32TruncF64S(double a) {
        int result = (int) a;
        if ((result == Integer.MAX_VALUE || result == Integer.MIN_VALUE || result == 0)
                && !(a < TWO_31 && a > -TWO_31 - 1)) {
            throw outOfRange(a);
        }
        return result;
    }

    public static int i32TruncF64U(double a) {
        if (!(a > -1 && a < TWO_32)) {
            throw outOfRange(a);
        }
        return (int) (long) a;
    }

    public static long i64TruncF32S(float a) {
        return i64TruncF64S(a);
    }

    public static long i64TruncF32U(float a) {
        return i64TruncF64U(a);
    }

    public static long i64TruncF64S(double a) {
        if (!(a >= -TWO_63 && a < TWO_63)) {
            throw outOfRange(a);
        }
        return (long) a;
    }

    public static long i64TruncF64U(double a) {
        if (!(a > -1 && a < TWO_64)) {
            throw outOfRange(a);
        }
        return unsigned(a);
    }

    public static int i32TruncSatF32U(float a) {
        return i32TruncSatF64U(a);
    }

    public static int i32TruncSatF64U(double a) {
        return (int) Math.max(0, Math.min((long) a, 0xFFFFFFFFL));
    }

    public static long i64TruncSatF32U(float a) {
        return i64TruncSatF64U(a);
    }

    public static long i64TruncSatF64U(double a) {
        if (!(a > -1)) {
            return 0;
        }
        return a >= TWO_64 ? -1 : unsigned(a);
    }

    /** A number below 2^64 as an unsigned long. */
    private static long unsigned(double a) {
        return a < TWO_63 ? (long) a : (long) (a - TWO_63) ^ Long.MIN_VALUE;
    }

    public static float f32ConvertI32U(int a) {
        return (float) i64ExtendI32U(a);
    }

    public static float f32ConvertI64U(long a) {
        // Half of it, with the bit that was shifted out kept for rounding.
        return a >= 0 ? (float) a : (float) ((a >>> 1) | (a & 1)) * 2;
    }

    public static double f64ConvertI32U(int a) {
        return (double) i64ExtendI32U(a);
    }

    public static double f64ConvertI64U(long a) {
        return a >= 0 ? (double) a : (double) ((a >>> 1) | (a & 1)) * 2;
    }

    // -- select

    public static int select(int a, int b, int condition) {
        return condition != 0 ? a : b;
    }

    public static long select(long a, long b, int condition) {
        return condition != 0 ? a : b;
    }

    public static float select(float a, float b, int condition) {
        return condition != 0 ? a : b;
    }

    public static double select(double a, double b, int condition) {
        return condition != 0 ? a : b;
    }

    public static Object select(Object a, Object b, int condition) {
        return condition != 0 ? a : b;
    }

    private static TrapException divideByZero() {
        return new TrapException("integer divide by zero");
    }

    private static TrapException overflow() {
        return new TrapException("integer overflow");
    }

    private static TrapException outOfRange(double a) {
        return !Double.isNaN(a) ? overflow() : new TrapException("invalid conversion to integer");
    }
}
