package dev.sedge.runtime;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The parameters and results of a function.
 *
 * @param parameters the types of the parameters in order
 * @param results the types of the results in order
 * @see <a href="https://webassembly.github.io/spec/core/syntax/types.html#function-types">Function types</a>
 */
public record FunctionType(List<ValueType> parameters, List<ValueType> results) implements ExternType {

    /** Copies both lists. */
    public FunctionType {
        parameters = List.copyOf(parameters);
        results = List.copyOf(results);
    }

    /** The type with these parameters and results. */
    public static FunctionType of(List<ValueType> parameters, List<ValueType> results) {
        return new FunctionType(parameters, results);
    }

    /** The type with these parameters and no result. */
    public static FunctionType of(ValueType... parameters) {
        return new FunctionType(List.of(parameters), List.of());
    }

    /** The type with the parameters of this one and exactly these results. */
    public FunctionType returning(ValueType... results) {
        return new FunctionType(parameters, List.of(results));
    }

    /** How many {@code long} slots the arguments take. */
    public int parameterSlots() {
        return slots(parameters);
    }

    /** How many {@code long} slots the results take. */
    public int resultSlots() {
        return slots(results);
    }

    @Override
    public String kind() {
        return "function";
    }

    /** The form {@code (i32, i64) -> (i32)}. */
    @Override
    public String toString() {
        return list(parameters) + " -> " + list(results);
    }

    // Written out: what the compiler makes of a record is linked at its first use, for some milliseconds.
    @Override
    public boolean equals(Object other) {
        return other instanceof FunctionType type && parameters.equals(type.parameters) && results.equals(type.results);
    }

    @Override
    public int hashCode() {
        return 31 * parameters.hashCode() + results.hashCode();
    }

    private static int slots(List<ValueType> types) {
        int slots = 0;
        for (ValueType type : types) {
            slots += type.slots();
        }
        return slots;
    }

    private static String list(List<ValueType> types) {
        return types.stream().map(ValueType::toString).collect(Collectors.joining(", ", "(", ")"));
    }
}
