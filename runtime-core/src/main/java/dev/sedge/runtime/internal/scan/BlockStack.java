package dev.sedge.runtime.internal.scan;

import dev.sedge.runtime.InvalidModuleException;
import java.util.Arrays;

/** The open blocks of a function body, outermost (the body itself) first. Labels count from the innermost. */
final class BlockStack {

    private int[] labelArity = new int[64];
    private int[] resultArity = new int[64];
    private int[] children = new int[64];
    private boolean[] loops = new boolean[64];
    private int depth;
    private int deepest;

    /** Starts a function body. */
    void reset(int results) {
        depth = 0;
        deepest = 0;
        push(false, results, results);
    }

    void push(boolean loop, int label, int results) {
        if (depth == labelArity.length) {
            labelArity = Arrays.copyOf(labelArity, depth * 2);
            resultArity = Arrays.copyOf(resultArity, depth * 2);
            children = Arrays.copyOf(children, depth * 2);
            loops = Arrays.copyOf(loops, depth * 2);
        }
        labelArity[depth] = label;
        resultArity[depth] = results;
        children[depth] = 0;
        loops[depth] = loop;
        if (depth > 0) {
            children[depth - 1]++;
        }
        depth++;
        deepest = Math.max(deepest, depth);
    }

    /** Closes the innermost block; the number of values it leaves. */
    int pop() {
        if (depth == 0) {
            throw new InvalidModuleException("module is invalid: a function body goes on after its end");
        }
        return resultArity[--depth];
    }

    /** Whether the block closed last was a loop. */
    boolean wasLoop() {
        return loops[depth];
    }

    /** How many blocks the innermost open block has had so far. */
    int siblings() {
        return depth == 0 ? 0 : children[depth - 1];
    }

    /** How many values a branch to a label takes along. */
    int labelArity(long label) {
        if (label >= depth) {
            throw new InvalidModuleException("module is invalid: unknown label " + label);
        }
        return labelArity[depth - 1 - (int) label];
    }

    int innermostResults() {
        return depth == 0 ? 0 : resultArity[depth - 1];
    }

    int depth() {
        return depth;
    }

    int deepest() {
        return deepest;
    }
}
