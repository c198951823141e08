package dev.sedge.runtime.internal.scan;

import dev.sedge.runtime.FunctionType;
import dev.sedge.runtime.InvalidModuleException;
import dev.sedge.runtime.ValueType;
import java.util.Arrays;
import java.util.List;

/**
 * The types on the operand stack while a body is skimmed. It says which bodies are valid beyond doubt; of others it counts
 * what is wrong, so that a body made of nothing but errors never reaches the validator, which makes an object of each of
 * them. References are not told apart, so a body that touches one is in doubt.
 */
final class OperandStack {

    /** Any type: what unreachable code pops, and what instructions leave whose types are not followed. */
    static final char ANY = '*';

    static final char REFERENCE = 'r';

    private static final int MAX_ERRORS = 100;

    /** How many instructions of one body may follow, in their block, an instruction whose types are not followed. */
    private static final int MAX_UNCHECKED = 200_000;

    private char[] types = new char[256];
    private int[] heights = new int[64];
    private byte[] states = new byte[64];
    private int size;
    private int depth;
    private int errors;
    private int unchecked;
    private boolean doubtful;

    private static final byte EXACT = 0;
    private static final byte UNREACHABLE = 1;
    private static final byte UNKNOWN = 2;

    static char code(ValueType type) {
        return switch (type) {
            case I32 -> 'i';
            case I64 -> 'I';
            case F32 -> 'f';
            case F64 -> 'F';
            case V128 -> 'v';
            case FUNCREF, EXTERNREF, EXNREF -> REFERENCE;
        };
    }

    void reset() {
        size = 0;
        depth = 0;
        errors = 0;
        unchecked = 0;
        doubtful = false;
        enter();
    }

    /** Whether everything was followed, and nothing was wrong. */
    boolean isProven() {
        return !doubtful;
    }

    /** Something that is not checked here, or not to the end. */
    void doubt() {
        doubtful = true;
    }

    /** Opens a block: what is below can no longer be popped. */
    void enter() {
        if (depth == heights.length) {
            heights = Arrays.copyOf(heights, depth * 2);
            states = Arrays.copyOf(states, depth * 2);
        }
        heights[depth] = size;
        states[depth++] = EXACT;
    }

    /** Closes a block whose results have been popped. */
    void leave() {
        endArm();
        depth--;
    }

    /** The first arm of a block whose results have been popped is over. */
    void endArm() {
        if (size != heights[depth - 1]) {
            error();
        }
        restart();
    }

    /** Back to the beginning of the block, for its second arm. */
    private void restart() {
        size = heights[depth - 1];
        states[depth - 1] = EXACT;
    }

    /** What follows in this block cannot be reached. */
    void unreachable() {
        size = heights[depth - 1];
        states[depth - 1] = UNREACHABLE;
    }

    /** An instruction whose types are not followed. */
    void unknown() {
        size = heights[depth - 1];
        states[depth - 1] = UNKNOWN;
        doubtful = true;
    }

    /** Another instruction. */
    void step() {
        if (states[depth - 1] == UNKNOWN) {
            unchecked();
        }
    }

    /** An instruction that may be an error of a kind that is not followed. */
    void unchecked() {
        doubtful = true;
        if (++unchecked > MAX_UNCHECKED) {
            throw new InvalidModuleException("module has more than " + MAX_UNCHECKED
                    + " instructions in one function that belong to vectors, atomics or typed references");
        }
    }

    void push(char type) {
        if (size == types.length) {
            types = Arrays.copyOf(types, size * 2);
        }
        doubtful |= type == REFERENCE;
        types[size++] = type;
    }

    char pop(char expected) {
        doubtful |= expected == REFERENCE;
        if (size == heights[depth - 1]) {
            if (states[depth - 1] == EXACT) {
                error();
            }
            return ANY;
        }
        char actual = types[--size];
        if (actual != expected && actual != ANY && expected != ANY) {
            error();
        }
        return actual;
    }

    void push(List<ValueType> list) {
        for (int i = 0; i < list.size(); i++) {
            push(code(list.get(i)));
        }
    }

    void pop(List<ValueType> list) {
        for (int i = list.size() - 1; i >= 0; i--) {
            pop(code(list.get(i)));
        }
    }

    void call(FunctionType type) {
        pop(type.parameters());
        push(type.results());
    }

    /** Pops the letters left of {@code >} from right to left and pushes those right of it. */
    void apply(String signature) {
        int arrow = signature.indexOf('>');
        for (int i = arrow - 1; i >= 0; i--) {
            pop(signature.charAt(i));
        }
        for (int i = arrow + 1; i < signature.length(); i++) {
            push(signature.charAt(i));
        }
    }

    /** Something is wrong, as far as can be seen here. */
    void error() {
        doubtful = true;
        if (++errors > MAX_ERRORS) {
            throw new InvalidModuleException(
                    "module is invalid: type mismatch, more than " + MAX_ERRORS + " in one function");
        }
    }
}
