package dev.sedge.runtime.internal.compiler.vector;

import static dev.sedge.runtime.internal.compiler.vector.Terms.call;
import static dev.sedge.runtime.internal.compiler.vector.Terms.constant;
import static dev.sedge.runtime.internal.compiler.vector.Terms.core;
import static dev.sedge.runtime.internal.compiler.vector.Terms.high;
import static dev.sedge.runtime.internal.compiler.vector.Terms.low;
import static dev.sedge.runtime.internal.compiler.vector.Terms.masked;

import dev.sedge.runtime.ValueType;
import java.util.List;
import java.util.function.UnaryOperator;

/** Integer lanes to narrower and wider ones. */
final class WidthOps {

    private static final List<ValueType> ONE = List.of(ValueType.V128);
    private static final List<ValueType> TWO = List.of(ValueType.V128, ValueType.V128);

    private WidthOps() {}

    static void define(VectorTable table) {
        narrow(table, 0x65, "i8x16.narrow_i16x8_s", "narrowI16S");
        narrow(table, 0x66, "i8x16.narrow_i16x8_u", "narrowI16U");
        narrow(table, 0x85, "i16x8.narrow_i32x4_s", "narrowI32S");
        narrow(table, 0x86, "i16x8.narrow_i32x4_u", "narrowI32U");
        pairwise(table, 0x7C, "i16x8.extadd_pairwise_i8x16_s", "pairwiseI8S");
        pairwise(table, 0x7D, "i16x8.extadd_pairwise_i8x16_u", "pairwiseI8U");
        pairwise(table, 0x7E, "i32x4.extadd_pairwise_i16x8_s", "pairwiseI16S");
        pairwise(table, 0x7F, "i32x4.extadd_pairwise_i16x8_u", "pairwiseI16U");
        for (Widening widening : Widening.values()) {
            extend(table, widening);
            multiply(table, widening);
        }
    }

    private static void narrow(VectorTable table, int opcode, String name, String method) {
        table.halves(
                opcode,
                name,
                TWO,
                call(Widths.class, method, low(0), high(0)),
                call(Widths.class, method, low(1), high(1)));
    }

    private static void pairwise(VectorTable table, int opcode, String name, String method) {
        table.lanewise(opcode, name, ONE, v -> call(Widths.class, method, v.of(0)));
    }

    private static void extend(VectorTable table, Widening w) {
        String name = w.to + ".extend_%s_" + w.from + "_%s";
        table.halves(w.extend, name.formatted("low", "s"), ONE, w.lowS(low(0)), w.highS(low(0)));
        table.halves(w.extend + 1, name.formatted("high", "s"), ONE, w.lowS(high(0)), w.highS(high(0)));
        table.halves(w.extend + 2, name.formatted("low", "u"), ONE, w.lowU(low(0)), w.highU(low(0)));
        table.halves(w.extend + 3, name.formatted("high", "u"), ONE, w.lowU(high(0)), w.highU(high(0)));
    }

    /** The products of widened lanes: nothing but both, so they never overflow. */
    private static void multiply(VectorTable table, Widening w) {
        String name = w.to + ".extmul_%s_" + w.from + "_%s";
        multiply(table, w, w.extmul, name.formatted("low", "s"), Terms::low, w::lowS, w::highS);
        multiply(table, w, w.extmul + 1, name.formatted("high", "s"), Terms::high, w::lowS, w::highS);
        multiply(table, w, w.extmul + 2, name.formatted("low", "u"), Terms::low, w::lowU, w::highU);
        multiply(table, w, w.extmul + 3, name.formatted("high", "u"), Terms::high, w::lowU, w::highU);
    }

    private static void multiply(
            VectorTable table,
            Widening w,
            int opcode,
            String name,
            VectorTable.Chosen half,
            UnaryOperator<Term> low,
            UnaryOperator<Term> high) {
        table.halves(
                opcode,
                name,
                TWO,
                w.multiply(low.apply(half.of(0)), low.apply(half.of(1))),
                w.multiply(high.apply(half.of(0)), high.apply(half.of(1))));
    }

    /** Lanes to lanes of twice the width: each half of the operand gives a vector. */
    private enum Widening {
        I8("i8x16", "i16x8", 0x87, 0x9C, I16Lanes.class),
        I16("i16x8", "i32x4", 0xA7, 0xBC, I32Lanes.class),
        I32("i32x4", "i64x2", 0xC7, 0xDC, I64Lanes.class);

        private final String from;
        private final String to;
        private final int extend;
        private final int extmul;
        private final Class<?> lanes;

        Widening(String from, String to, int extend, int extmul, Class<?> lanes) {
            this.from = from;
            this.to = to;
            this.extend = extend;
            this.extmul = extmul;
            this.lanes = lanes;
        }

        Term lowS(Term half) {
            return this == I32 ? core(Terms.I64_EXTEND32_S, half) : extended("Low", "S", half);
        }

        Term highS(Term half) {
            return this == I32 ? core(Terms.I64_SHR_S, half, constant(32L)) : extended("High", "S", half);
        }

        Term lowU(Term half) {
            return this == I32 ? masked(half, 0xFFFFFFFFL) : extended("Low", "U", half);
        }

        Term highU(Term half) {
            return this == I32 ? Terms.shiftedRight(half, 32) : extended("High", "U", half);
        }

        Term multiply(Term a, Term b) {
            return this == I32 ? core(Terms.I64_MUL, a, b) : call(lanes, "mul", a, b);
        }

        private Term extended(String half, String sign, Term value) {
            return call(Widths.class, "extend" + half + name() + sign, value);
        }
    }
}
