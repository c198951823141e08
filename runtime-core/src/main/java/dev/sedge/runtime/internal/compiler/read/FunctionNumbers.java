package dev.sedge.runtime.internal.compiler.read;

import dev.sedge.runtime.FunctionType;
import dev.sedge.runtime.internal.scan.ModuleOutline;
import java.util.HashMap;
import java.util.Map;

/**
 * Gives functions numbers for references, so that those of one type have consecutive ones: then one range check and one
 * jump table find the function and check its type. -1 is null.
 */
public final class FunctionNumbers {

    private final int[] types;
    private final int[] numbers;
    private final int[] functions;
    private final int[] begins;

    FunctionNumbers(ModuleOutline outline) {
        types = canonicalTypes(outline);
        int count = outline.functionCount();
        begins = new int[outline.types().size() + 1];
        for (int i = 0; i < count; i++) {
            begins[types[outline.functionTypeIndex(i)] + 1]++;
        }
        for (int i = 1; i < begins.length; i++) {
            begins[i] += begins[i - 1];
        }
        int[] next = begins.clone();
        numbers = new int[count];
        functions = new int[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = next[types[outline.functionTypeIndex(i)]]++;
            functions[numbers[i]] = i;
        }
    }

    /** For each type the first that is equal to it. */
    private static int[] canonicalTypes(ModuleOutline outline) {
        int[] canonical = new int[outline.types().size()];
        Map<FunctionType, Integer> first = new HashMap<>();
        for (int i = 0; i < canonical.length; i++) {
            Integer known = first.putIfAbsent(outline.types().get(i), i);
            canonical[i] = known == null ? i : known;
        }
        return canonical;
    }

    /** The first type that is equal to this one. */
    public int canonicalType(int type) {
        return types[type];
    }

    /** The number of a function. */
    public int of(int function) {
        return numbers[function];
    }

    /** The function of a number. */
    public int function(int number) {
        return functions[number];
    }

    public int count() {
        return functions.length;
    }

    /** The lowest number of a function of a canonical type. */
    public int begin(int type) {
        return begins[type];
    }

    /** The number behind the highest of them. */
    public int end(int type) {
        return begins[type + 1];
    }
}
