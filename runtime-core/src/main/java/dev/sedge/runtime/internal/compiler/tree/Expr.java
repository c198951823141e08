package dev.sedge.runtime.internal.compiler.tree;

import java.util.List;

/** Something that yields one value when it is evaluated; operands from left to right. */
public sealed interface Expr {

    Kind kind();

    /** What evaluating it does, its operands included. */
    Effects effects();

    /** How deep expressions are nested in it. */
    int depth();

    /** A number; floats as their raw bits. */
    record Const(Kind kind, long bits) implements Expr {

        public static Const of(int value) {
            return new Const(Kind.INT, value);
        }

        public static Const of(long value) {
            return new Const(Kind.LONG, value);
        }

        /** Zero or null. */
        public static Const zero(Kind kind) {
            return new Const(kind, 0);
        }

        @Override
        public Effects effects() {
            return Effects.NONE;
        }

        @Override
        public int depth() {
            return 0;
        }
    }

    /** The value of a variable. */
    record Get(Var variable, Effects effects) implements Expr {

        public Get(Var variable) {
            this(variable, new Effects(0, variable.bit(), 0));
        }

        @Override
        public Kind kind() {
            return variable.kind();
        }

        @Override
        public int depth() {
            return 0;
        }
    }

    /** Sets a variable to a value, and yields it. */
    record Tee(Var variable, Expr value, Effects effects, int depth) implements Expr {

        public Tee(Var variable, Expr value) {
            this(variable, value, value.effects().andWrite(variable), value.depth() + 1);
        }

        @Override
        public Kind kind() {
            return variable.kind();
        }
    }

    /** The value of a global variable; a v128 has two halves, 0 and 1. */
    record GlobalGet(int global, int half, Kind kind) implements Expr {

        private static final Effects READS = Effects.of(Effects.READS_STATE);

        @Override
        public Effects effects() {
            return READS;
        }

        @Override
        public int depth() {
            return 0;
        }
    }

    /** An instruction that computes a number from numbers. */
    record Operation(Operator operator, List<Expr> operands, int offset, Effects effects, int depth) implements Expr {

        /** @param offset where the instruction is, for traces */
        public Operation(Operator operator, List<Expr> operands, int offset) {
            this(operator, operands, offset, sum(operator.effects(), operands), nesting(operands));
        }

        @Override
        public Kind kind() {
            return operator.result();
        }
    }

    /** A long as the one or the other half of a v128. */
    record Half(Expr value, Kind kind) implements Expr {

        @Override
        public Effects effects() {
            return value.effects();
        }

        @Override
        public int depth() {
            return value.depth();
        }
    }

    /** A load from a memory. */
    record Load(Access access, int memory, Expr address, int memoryOffset, int offset, Effects effects, int depth)
            implements Expr {

        private static final Effects READS = Effects.of(Effects.READS_MEMORY | Effects.TRAPS);

        public Load(Access access, int memory, Expr address, int memoryOffset, int offset) {
            this(access, memory, address, memoryOffset, offset, READS.and(address.effects()), address.depth() + 1);
        }

        @Override
        public Kind kind() {
            return access.value();
        }
    }

    /** A call of a method of the runtime. */
    record Invoke(RuntimeMethod method, List<Expr> operands, int offset, Effects effects, int depth) implements Expr {

        public Invoke(RuntimeMethod method, List<Expr> operands, int offset) {
            this(method, operands, offset, sum(method.effects(), operands), nesting(operands));
        }

        @Override
        public Kind kind() {
            return method.resultKind();
        }
    }

    /** A call of a function of the guest; of no result it is only a statement's. */
    record Call(Callee callee, List<Expr> operands, int offset, Effects effects, int depth) implements Expr {

        public Call(Callee callee, List<Expr> operands, int offset) {
            this(callee, operands, offset, sum(Effects.ALL, operands), nesting(operands));
        }

        @Override
        public Kind kind() {
            return callee.results().get(0);
        }
    }

    private static Effects sum(Effects own, List<Expr> operands) {
        Effects sum = own;
        for (int i = 0; i < operands.size(); i++) {
            sum = sum.and(operands.get(i).effects());
        }
        return sum;
    }

    private static int nesting(List<Expr> operands) {
        int deepest = 0;
        for (int i = 0; i < operands.size(); i++) {
            deepest = Math.max(deepest, operands.get(i).depth());
        }
        return deepest + 1;
    }
}
