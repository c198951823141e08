package dev.sedge.runtime.internal.compiler.vector;

import java.util.List;

/** The instructions on vectors without immediates, lane by lane and by their names, as the specification words them. */
final class Reference {

    private final String op;
    private final int width;
    private final boolean real;
    private final LaneArray a;
    private final LaneArray b;

    private Reference(String name, LaneArray a, LaneArray b) {
        String shape = name.substring(0, name.indexOf('.'));
        this.op = name.substring(shape.length() + 1);
        this.width = shape.equals("v128") ? 64 : Integer.parseInt(shape.substring(1, shape.indexOf('x')));
        this.real = shape.startsWith("f");
        this.a = a.as(width);
        this.b = b.as(width);
    }

    /** The vector that an instruction on one to three vectors gives. */
    static byte[] vector(String name, List<byte[]> v) {
        if (name.equals("v128.bitselect")) {
            return LaneArray.of(8, i -> (v.get(0)[i] & v.get(2)[i]) | (v.get(1)[i] & ~v.get(2)[i]))
                    .bytes();
        }
        LaneArray a = new LaneArray(v.get(0), 8);
        return new Reference(name, a, v.size() == 1 ? a : new LaneArray(v.get(1), 8))
                .result()
                .bytes();
    }

    /** The vector that a shift gives. */
    static byte[] shift(String name, byte[] vector, int count) {
        Reference r = new Reference(name, new LaneArray(vector, 8), new LaneArray(vector, 8));
        int n = Math.floorMod(count, r.width);
        return LaneArray.of(r.width, i -> switch (r.op) {
                    case "shl" -> r.a.unsigned(i) << n;
                    case "shr_s" -> r.a.signed(i) >> n;
                    default -> r.a.unsigned(i) >>> n;
                })
                .bytes();
    }

    /** The number that a reduction gives. */
    static int reduce(String name, byte[] vector) {
        Reference r = new Reference(name, new LaneArray(vector, 8), new LaneArray(vector, 8));
        int mask = 0;
        boolean all = true;
        boolean any = false;
        for (int i = 0; i < r.a.count(); i++) {
            mask |= r.a.signed(i) < 0 ? 1 << i : 0;
            all &= r.a.unsigned(i) != 0;
            any |= r.a.unsigned(i) != 0;
        }
        return switch (r.op) {
            case "bitmask" -> mask;
            case "all_true" -> all ? 1 : 0;
            default -> any ? 1 : 0;
        };
    }

    private LaneArray result() {
        if (op.contains("ext")) {
            return widened(op.endsWith("_s"));
        } else if (op.startsWith("narrow")) {
            return LaneArray.of(width, i -> narrowed(i < a.count() / 2 ? a : b, i % (a.count() / 2)));
        } else if (op.startsWith("dot")) {
            return LaneArray.of(width, i -> product(2 * i) + product(2 * i + 1));
        } else if (op.contains("trunc_sat") || op.startsWith("convert") || op.contains("mote")) {
            return converted();
        }
        return LaneArray.of(width, real ? this::realLane : this::lane);
    }

    private long product(int i) {
        return a.as(width / 2).signed(i) * b.as(width / 2).signed(i);
    }

    private LaneArray widened(boolean signed) {
        LaneArray x = a.as(width / 2);
        LaneArray y = b.as(width / 2);
        int from = op.contains("high") ? a.count() : 0;
        return LaneArray.of(width, i -> {
            if (op.startsWith("extadd")) {
                return value(x, 2 * i, signed) + value(x, 2 * i + 1, signed);
            }
            return value(x, from + i, signed) * (op.startsWith("extmul") ? value(y, from + i, signed) : 1);
        });
    }

    private static long value(LaneArray x, int i, boolean signed) {
        return signed ? x.signed(i) : x.unsigned(i);
    }

    private long narrowed(LaneArray x, int i) {
        return clamp(x.as(width * 2).signed(i), op.endsWith("_s"));
    }

    private long clamp(long value, boolean signed) {
        long max = (1L << (signed ? width - 1 : width)) - 1;
        return Math.max(signed ? -max - 1 : 0, Math.min(max, value));
    }

    private LaneArray converted() {
        return switch (op) {
            case "trunc_sat_f32x4_s", "trunc_sat_f32x4_u" ->
                LaneArray.of(32, i -> saturated(a.real(i), op.endsWith("s")));
            case "trunc_sat_f64x2_s_zero", "trunc_sat_f64x2_u_zero" ->
                LaneArray.of(32, i -> i < 2 ? saturated(a.as(64).real(i), op.contains("_s_")) : 0);
            case "demote_f64x2_zero" ->
                LaneArray.of(32, i -> i < 2 ? quiet(a.as(64).real(i)) : 0);
            case "promote_low_f32x4" -> LaneArray.of(64, i -> quiet(a.as(32).real(i)));
            default -> LaneArray.of(width, i -> a.bits((double) value(a.as(32), i, op.endsWith("s"))));
        };
    }

    /** NaN is zero, what is beyond the largest or smallest value is that. */
    private static long saturated(double value, boolean signed) {
        if (Double.isNaN(value)) {
            return 0;
        }
        double max = signed ? 0x1p31 - 1 : 0x1p32 - 1;
        return (long) Math.max(signed ? -0x1p31 : 0, Math.min(max, value));
    }

    private long lane(int i) {
        long x = a.signed(i);
        long y = b.signed(i);
        long ux = a.unsigned(i);
        long uy = b.unsigned(i);
        return switch (op) {
            case "not" -> ~x;
            case "and" -> x & y;
            case "andnot" -> x & ~y;
            case "or" -> x | y;
            case "xor" -> x ^ y;
            case "abs" -> x < 0 ? -x : x;
            case "neg" -> -x;
            case "popcnt" -> Long.bitCount(ux);
            case "swizzle" -> uy < 16 ? a.unsigned((int) uy) : 0;
            case "add" -> x + y;
            case "sub" -> x - y;
            case "mul" -> x * y;
            case "add_sat_s" -> clamp(x + y, true);
            case "add_sat_u" -> clamp(ux + uy, false);
            case "sub_sat_s" -> clamp(x - y, true);
            case "sub_sat_u" -> clamp(ux - uy, false);
            case "q15mulr_sat_s" -> clamp((x * y + 0x4000) >> 15, true);
            case "avgr_u" -> (ux + uy + 1) / 2;
            case "min_s" -> Math.min(x, y);
            case "min_u" -> Math.min(ux, uy);
            case "max_s" -> Math.max(x, y);
            case "max_u" -> Math.max(ux, uy);
            default -> holds(op, op.endsWith("_u") ? Long.compare(ux, uy) : Long.compare(x, y)) ? -1 : 0;
        };
    }

    private static boolean holds(String op, int order) {
        return switch (op.substring(0, 2)) {
            case "eq" -> order == 0;
            case "ne" -> order != 0;
            case "lt" -> order < 0;
            case "gt" -> order > 0;
            case "le" -> order <= 0;
            case "ge" -> order >= 0;
            default -> throw new AssertionError(op);
        };
    }

    private long realLane(int i) {
        double x = a.real(i);
        double y = b.real(i);
        boolean nan = Double.isNaN(x) || Double.isNaN(y);
        return switch (op) {
            case "abs" -> a.unsigned(i) & ~(1L << (width - 1));
            case "neg" -> a.unsigned(i) ^ 1L << (width - 1);
            case "pmin" -> y < x ? b.unsigned(i) : a.unsigned(i);
            case "pmax" -> x < y ? b.unsigned(i) : a.unsigned(i);
            case "add" -> quiet(x + y);
            case "sub" -> quiet(x - y);
            case "mul" -> quiet(x * y);
            case "div" -> quiet(x / y);
            case "sqrt" -> quiet(Math.sqrt(x));
            case "min" -> nan ? quiet(Double.NaN) : x == y ? a.unsigned(i) | b.unsigned(i) : a.bits(x < y ? x : y);
            case "max" -> nan ? quiet(Double.NaN) : x == y ? a.unsigned(i) & b.unsigned(i) : a.bits(x > y ? x : y);
            case "ceil" -> quiet(Math.ceil(x));
            case "floor" -> quiet(Math.floor(x));
            case "trunc" -> quiet(Math.copySign(Math.floor(Math.abs(x)), x));
            case "nearest" -> quiet(nearest(x));
            case "ne" -> nan || x != y ? -1 : 0;
            default -> !nan && holds(op, x < y ? -1 : x > y ? 1 : 0) ? -1 : 0;
        };
    }

    private static double nearest(double x) {
        double floor = Math.floor(x);
        double above = x - floor;
        boolean up = above > 0.5 || (above == 0.5 && floor % 2 != 0);
        return Math.copySign(up ? floor + 1 : floor, x);
    }

    /** The bits of a computed value, the canonical ones of a NaN. */
    private long quiet(double value) {
        return a.bits(Double.isNaN(value) ? Double.NaN : value);
    }
}
