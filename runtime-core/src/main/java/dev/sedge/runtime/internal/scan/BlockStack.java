package dev.sedge.runtime.internal.scan;

import dev.sedge.runtime.FunctionType;
import dev.sedge.runtime.InvalidModuleException;
import dev.sedge.runtime.ValueType;
import java.util.Arrays;
import java.util.List;

/** The open blocks of a function body, outermost (the body itself) first. Labels count from the innermost. */
final class BlockStack {

    private FunctionType[] types = new FunctionType[64];
    private Form[] forms = new Form[64];
    private int[] children = new int[64];
    private int depth;
    private int deepest;

    /** What opened a block. */
    enum Form {
        /** A block, a try_table, or the body itself. */
        BLOCK,
        LOOP,
        /** An if whose else has not come yet. */
        IF,
        /** The second arm of an if. */
        ELSE
    }

    /** Starts a function body. */
    void reset(List<ValueType> results) {
        depth = 0;
        deepest = 0;
        push(Form.BLOCK, new FunctionType(List.of(), results));
    }

    void push(Form form, FunctionType type) {
        if (depth == types.length) {
            types = Arrays.copyOf(types, depth * 2);
            forms = Arrays.copyOf(forms, depth * 2);
            children = Arrays.copyOf(children, depth * 2);
        }
        types[depth] = type;
        forms[depth] = form;
        children[depth] = 0;
        if (depth > 0) {
            children[depth - 1]++;
        }
        depth++;
        deepest = Math.max(deepest, depth);
    }

    void requireOpen() {
        if (depth == 0) {
            throw new InvalidModuleException("module is invalid: a function body goes on after its end");
        }
    }

    /** Closes the innermost block. */
    FunctionType pop() {
        return types[--depth];
    }

    /** Whether the block closed last was a loop. */
    boolean wasLoop() {
        return forms[depth] == Form.LOOP;
    }

    /** Whether the block closed last was an if without an else, and so must leave what it is given. */
    boolean wasHalf() {
        return forms[depth] == Form.IF;
    }

    /** The second arm of the innermost block begins; whether there can be one. */
    boolean otherArm() {
        boolean possible = forms[depth - 1] == Form.IF;
        forms[depth - 1] = Form.ELSE;
        return possible;
    }

    /** How many blocks the innermost open block has had so far. */
    int siblings() {
        return depth == 0 ? 0 : children[depth - 1];
    }

    /** The values that a branch to a label takes along. */
    List<ValueType> labelTypes(long label) {
        if (label >= depth) {
            throw new InvalidModuleException("module is invalid: unknown label " + label);
        }
        int at = depth - 1 - (int) label;
        return forms[at] == Form.LOOP ? types[at].parameters() : types[at].results();
    }

    FunctionType innermost() {
        return types[depth - 1];
    }

    List<ValueType> outermostResults() {
        return types[0].results();
    }

    int depth() {
        return depth;
    }

    int deepest() {
        return deepest;
    }
}
