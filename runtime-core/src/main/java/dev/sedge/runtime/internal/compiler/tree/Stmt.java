package dev.sedge.runtime.internal.compiler.tree;

import java.util.List;

/** Something that is done for its effect. */
public sealed interface Stmt {

    /** Sets a variable. */
    record Assign(Var variable, Expr value) implements Stmt {}

    /** Evaluates something and forgets its value, if it has one. */
    record Eval(Expr value) implements Stmt {}

    /** A call with several results, which go to variables. */
    record CallMany(Expr.Call call, List<Var> results) implements Stmt {}

    /** A store to a memory. */
    record Store(Access access, int memory, Expr address, int memoryOffset, Expr value, int offset) implements Stmt {}

    /** Sets a global variable. */
    record GlobalSet(int global, int half, Expr value) implements Stmt {}

    /** A list of statements that can be left by a branch to its label. */
    record Block(Label end, List<Stmt> body) implements Stmt {}

    /** A list of statements that is run again by a branch to its label. */
    record Loop(Label head, List<Stmt> body) implements Stmt {}

    /** Statements that are rather left to a method of their own than what is around them. */
    record Group(List<Stmt> body) implements Stmt {}

    /** One list of statements or another; either may be empty. */
    record If(Expr condition, List<Stmt> then, List<Stmt> otherwise) implements Stmt {}

    /** Goes to a label. */
    record Branch(Label target) implements Stmt {}

    /** Goes to a label if the condition is not zero. */
    record BranchIf(Expr condition, Label target) implements Stmt {}

    /** Goes to the label of this number, to the last one for any other number. */
    record Switch(Expr index, List<Label> targets) implements Stmt {}

    /** Ends the function. */
    record Return(List<Expr> values) implements Stmt {}

    /** A call in place of a return. */
    record TailCall(Expr.Call call) implements Stmt {}

    /** Traps. */
    record Unreachable(int offset) implements Stmt {}

    /** Throws an exception with these values, or again the one that is the only value if the tag is -1. */
    record Throw(int tag, List<Expr> values, int offset) implements Stmt {}

    /** Statements that are a method of their own. */
    record CallPart(Part part) implements Stmt {}

    /** Statements, and what is done with exceptions that leave them. The catches are asked in order. */
    record Try(List<Stmt> body, List<Catch> catches) implements Stmt {}

    /**
     * One handler.
     *
     * @param tag the tag it is for, -1 for all
     * @param values where the values of the exception go
     * @param exception where the exception itself goes; empty or one
     * @param then what is done then
     */
    record Catch(int tag, List<Var> values, List<Var> exception, List<Stmt> then) {}
}
