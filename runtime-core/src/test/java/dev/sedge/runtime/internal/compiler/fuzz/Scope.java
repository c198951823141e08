package dev.sedge.runtime.internal.compiler.fuzz;

import static dev.sedge.runtime.ValueType.EXNREF;
import static dev.sedge.runtime.ValueType.F32;
import static dev.sedge.runtime.ValueType.F64;
import static dev.sedge.runtime.ValueType.I32;
import static dev.sedge.runtime.ValueType.V128;

import dev.sedge.runtime.FunctionType;
import dev.sedge.runtime.ModuleBytes;
import dev.sedge.runtime.ValueType;
import java.util.ArrayList;
import java.util.List;

/** A function while it is generated: its code so far, and what can be named in it. */
final class Scope {

    final Shape shape;
    final Choices choices;
    final FunctionType type;
    final ModuleBytes out = ModuleBytes.bytes();

    /** Parameters and locals; behind them come those that only this generator uses. */
    final List<ValueType> locals;

    /** What branches to the open labels take along, the outermost first. */
    final List<List<ValueType>> labels = new ArrayList<>();

    /** How many more instructions there may be. */
    private int budget;

    Scope(Shape shape, Choices choices, FunctionType type) {
        this.shape = shape;
        this.choices = choices;
        this.type = type;
        this.budget = choices.below(256) * 2;
        this.locals = new ArrayList<>(type.parameters());
        for (int i = choices.below(8); i > 0; i--) {
            locals.add(choices.of(shape.values));
        }
        labels.add(type.results());
    }

    /** Whether something larger than a leaf fits. */
    boolean spend() {
        return budget-- > 0;
    }

    /** The locals of a type. */
    List<Integer> localsOf(ValueType wanted) {
        return places(locals, wanted);
    }

    static List<Integer> places(List<ValueType> types, ValueType wanted) {
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            if (types.get(i) == wanted) {
                places.add(i);
            }
        }
        return places;
    }

    /** The labels that take these types along, as branches name them. */
    List<Integer> labelsOf(List<ValueType> types) {
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i < labels.size(); i++) {
            if (labels.get(i).equals(types)) {
                found.add(labels.size() - 1 - i);
            }
        }
        return found;
    }

    /** The local in which a value of this type may be for a moment. */
    int scratch(ValueType wanted) {
        return locals.size()
                + switch (wanted) {
                    case F32 -> 0;
                    case F64 -> 1;
                    case V128 -> 2;
                    case I32 -> 3;
                    default -> 4;
                };
    }

    /** The body in the binary format. */
    ModuleBytes body() {
        List<ValueType> own = new ArrayList<>(locals.subList(type.parameters().size(), locals.size()));
        own.addAll(List.of(F32, F64, V128, I32, EXNREF));
        ModuleBytes body = ModuleBytes.bytes().u32(own.size());
        own.forEach(local -> body.raw(1, Encoding.code(local)));
        return ModuleBytes.bytes().sized(body.append(out).raw(0x0B));
    }
}
