package dev.sedge.runtime.internal.compiler.fuzz;

import static dev.sedge.runtime.ValueType.EXNREF;
import static dev.sedge.runtime.ValueType.I32;

import dev.sedge.runtime.FunctionType;
import dev.sedge.runtime.ModuleBytes;
import dev.sedge.runtime.ValueType;
import java.util.ArrayList;
import java.util.List;

/** Writes code that leaves no value, and blocks that leave some. */
final class Statements {

    private static final int BLOCK = 0x02;
    private static final int LOOP = 0x03;
    private static final int IF = 0x04;

    private final Scope scope;
    private final Choices choices;
    private final ModuleBytes out;
    private final Values values;
    private final MemoryCode memory;
    private final Constants constants;

    Statements(Scope scope) {
        this.scope = scope;
        this.choices = scope.choices;
        this.out = scope.out;
        this.values = new Values(scope, this);
        this.memory = new MemoryCode(scope, values);
        this.constants = new Constants(scope);
    }

    /** The whole function. */
    void function() {
        refuel();
        some();
        values.each(scope.type.results());
    }

    /** Ends the function when the fuel is used up. */
    private void refuel() {
        out.raw(0x23, Shape.FUEL, 0x41, 1, 0x6B, 0x24, Shape.FUEL, 0x23, Shape.FUEL, 0x41, 0, 0x48, IF, 0x40);
        scope.type.results().forEach(constants::zero);
        out.raw(0x0F, 0x0B);
    }

    private void some() {
        for (int i = choices.below(5); i > 0; i--) {
            statement();
        }
    }

    void statement() {
        if (!scope.spend()) {
            return;
        }
        switch (choices.below(20)) {
            case 0, 1 -> {
                ValueType type = choices.of(scope.shape.values);
                values.value(type);
                take(type);
            }
            case 2 -> {
                int global = 1 + choices.below(scope.shape.globals.size() - 1);
                values.value(scope.shape.globals.get(global));
                out.raw(0x24).u32(global);
            }
            case 3, 4, 5 -> memory.store();
            case 6 -> memory.bulk();
            case 7 -> block(List.of());
            case 8 -> loop(List.of());
            case 9 -> conditional(List.of());
            case 10 -> guarded(List.of());
            case 11 -> handled();
            case 12 -> anyCall();
            case 13 -> table();
            case 14, 15 -> branch(true);
            case 16 -> {
                if (choices.oneIn(3)) {
                    branch(false);
                    unreachable();
                }
            }
            case 17 -> {
                if (choices.oneIn(4)) {
                    leave();
                    unreachable();
                }
            }
            case 18 -> several();
            default -> {
                values.value(choices.of(scope.shape.values));
                out.raw(0x1A);
            }
        }
    }

    /** Puts the value on the stack into a local, or drops it. */
    private void take(ValueType type) {
        List<Integer> locals = type == EXNREF ? List.of(scope.scratch(EXNREF)) : scope.localsOf(type);
        if (locals.isEmpty() || choices.oneIn(4)) {
            out.raw(0x1A);
        } else {
            out.raw(0x21).u32(choices.of(locals));
        }
    }

    private void takeAll(List<ValueType> types) {
        for (int i = types.size() - 1; i >= 0; i--) {
            take(types.get(i));
        }
    }

    private List<ValueType> types(int bound) {
        List<ValueType> types = new ArrayList<>();
        for (int i = choices.below(bound); i > 0; i--) {
            types.add(choices.of(scope.shape.values));
        }
        types.removeIf(type -> !scope.shape.inBlocks(type));
        return types;
    }

    private List<ValueType> parameters() {
        return scope.shape.hasParameters() ? types(3) : List.of();
    }

    /** A block of several values. */
    private void several() {
        List<ValueType> types = types(4);
        switch (choices.below(3)) {
            case 0 -> block(types);
            case 1 -> loop(types);
            default -> conditional(types);
        }
        takeAll(types);
    }

    // -- blocks

    void block(List<ValueType> results) {
        List<ValueType> parameters = parameters();
        values.each(parameters);
        open(BLOCK, parameters, results);
        scope.labels.add(results);
        body(parameters, results);
        close();
    }

    void conditional(List<ValueType> results) {
        List<ValueType> parameters = parameters();
        values.each(parameters);
        values.value(I32);
        open(IF, parameters, results);
        scope.labels.add(results);
        body(parameters, results);
        if (!parameters.equals(results) || choices.oneIn(2)) {
            out.raw(0x05);
            body(parameters, results);
        }
        close();
    }

    /** A loop of a few turns. */
    void loop(List<ValueType> results) {
        List<ValueType> parameters = parameters();
        int counter = scope.scratch(I32);
        if (choices.oneIn(2)) {
            out.raw(0x41, 0, 0x21).u32(counter);
        }
        values.each(parameters);
        open(LOOP, parameters, results);
        scope.labels.add(parameters);
        refuel();
        body(parameters, results);
        if (choices.oneIn(2)) {
            takeAll(results);
            values.each(parameters);
            out.raw(0x20).u32(counter).raw(0x41, 1, 0x6A, 0x22).u32(counter);
            out.raw(0x41, 1 + choices.below(8), 0x48, 0x0D, 0);
            takeAll(parameters);
            values.each(results);
        }
        close();
    }

    /** A block with handlers for labels that happen to fit. */
    void guarded(List<ValueType> results) {
        if (!scope.shape.leavesFrames()) {
            block(results);
            return;
        }
        out.raw(0x1F);
        blockType(List.of(), results);
        ModuleBytes handlers = ModuleBytes.bytes();
        int count = 0;
        for (int tag = 0; tag < scope.shape.tags.size(); tag++) {
            List<Integer> labels = scope.labelsOf(scope.shape.tags.get(tag).parameters());
            if (!labels.isEmpty()) {
                handlers.raw(0, tag).u32(choices.of(labels));
                count++;
            }
        }
        List<Integer> labels = scope.labelsOf(List.of());
        if (!labels.isEmpty()) {
            handlers.raw(2).u32(choices.of(labels));
            count++;
        }
        out.u32(count).append(handlers);
        scope.labels.add(results);
        body(List.of(), results);
        close();
    }

    /** A block that handles something, with the block that the handler goes to. */
    private void handled() {
        if (!scope.shape.leavesFrames()) {
            return;
        }
        int form = choices.below(4);
        int tag = choices.below(scope.shape.tags.size());
        List<ValueType> caught = new ArrayList<>();
        if (form < 2) {
            caught.addAll(scope.shape.tags.get(tag).parameters());
        }
        if ((form & 1) != 0) {
            caught.add(EXNREF);
        }
        open(BLOCK, List.of(), caught);
        scope.labels.add(caught);
        out.raw(0x1F, 0x40, 1, form);
        if (form < 2) {
            out.raw(tag);
        }
        out.raw(0);
        scope.labels.add(List.of());
        some();
        if (choices.oneIn(2)) {
            raise(tag);
        }
        close();
        values.each(caught);
        close();
        boolean again = caught.contains(EXNREF) && choices.oneIn(4);
        if (again) {
            out.raw(0x0A);
            unreachable();
        } else {
            takeAll(caught);
        }
    }

    private void open(int opcode, List<ValueType> parameters, List<ValueType> results) {
        out.raw(opcode);
        blockType(parameters, results);
    }

    private void blockType(List<ValueType> parameters, List<ValueType> results) {
        if (!parameters.isEmpty() || results.size() > 1) {
            out.signed(scope.shape.type(FunctionType.of(parameters, results)));
        } else if (results.isEmpty()) {
            out.raw(0x40);
        } else {
            out.raw(Encoding.code(results.get(0)));
        }
    }

    /** What is in a block whose parameters are on the stack, with its results at the end. */
    private void body(List<ValueType> parameters, List<ValueType> results) {
        boolean late = choices.oneIn(2);
        if (late) {
            some();
        }
        takeAll(parameters);
        if (!late) {
            some();
        }
        values.each(results);
    }

    private void close() {
        out.raw(0x0B);
        scope.labels.remove(scope.labels.size() - 1);
    }

    // -- branches

    private void branch(boolean conditional) {
        int label = choices.below(scope.labels.size());
        List<ValueType> types = scope.labels.get(scope.labels.size() - 1 - label);
        if (!types.stream().allMatch(scope.shape::inBlocks)) {
            out.raw(conditional ? 0x01 : 0x00);
            return;
        }
        values.each(types);
        if (conditional) {
            values.value(I32);
            out.raw(0x0D).u32(label);
            takeAll(types);
        } else if (choices.oneIn(2)) {
            out.raw(0x0C).u32(label);
        } else {
            branchTable(scope.labelsOf(types));
        }
    }

    private void branchTable(List<Integer> labels) {
        values.value(I32);
        int count = choices.below(12);
        out.raw(0x41, 15, 0x71, 0x0E).u32(count);
        for (int i = 0; i <= count; i++) {
            out.u32(choices.of(labels));
        }
    }

    private void leave() {
        switch (choices.below(6)) {
            case 0 -> out.raw(0x00);
            case 1 -> raise(choices.below(scope.shape.tags.size()));
            case 2, 3 -> tailCall();
            default -> {
                values.each(scope.type.results());
                out.raw(0x0F);
            }
        }
    }

    private void raise(int tag) {
        values.each(scope.shape.tags.get(tag).parameters());
        out.raw(0x08, tag);
    }

    /** Some code that only the validator sees. */
    private void unreachable() {
        switch (choices.below(4)) {
            case 1 -> out.raw(0x6A, 0x45, 0x1A);
            case 2 -> out.raw(0x02, 0x40, 0x0B, 0x1B, 0x1A);
            case 3 -> out.raw(0x0D, 0).raw(0x00);
            default -> {}
        }
    }

    // -- calls

    private void anyCall() {
        int function = choices.below(scope.shape.functions.size());
        FunctionType type = scope.shape.functions.get(function);
        if (scope.shape.isCallable(function)) {
            invoke(0x10, function, type);
            takeAll(type.results());
        }
    }

    /** A call that leaves at least one value, of which the others are taken; else the value. */
    void call(List<ValueType> wanted) {
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i < scope.shape.functions.size(); i++) {
            List<ValueType> results = scope.shape.functions.get(i).results();
            if (scope.shape.isCallable(i)
                    && !results.isEmpty()
                    && results.subList(0, 1).equals(wanted)) {
                found.add(i);
            }
        }
        if (found.isEmpty()) {
            values.each(wanted);
            return;
        }
        int function = choices.of(found);
        FunctionType type = scope.shape.functions.get(function);
        invoke(0x10, function, type);
        takeAll(type.results().subList(1, type.results().size()));
    }

    private void tailCall() {
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i < scope.shape.functions.size(); i++) {
            FunctionType type = scope.shape.functions.get(i);
            if (scope.shape.isCallable(i)
                    && type.results().equals(scope.type.results())
                    && scope.shape.mayFollow(type, scope.type)) {
                found.add(i);
            }
        }
        if (found.isEmpty() || !scope.shape.leavesFrames()) {
            out.raw(0x00);
            return;
        }
        int function = choices.of(found);
        invoke(0x12, function, scope.shape.functions.get(function));
    }

    /** Direct, or indirect through the table, whose entries are the functions in their order at first. */
    private void invoke(int opcode, int function, FunctionType type) {
        values.each(type.parameters());
        if (choices.oneIn(2)) {
            out.raw(opcode).u32(function);
            return;
        }
        List<Integer> same = scope.shape.functionsOf(type);
        out.raw(0x41).signed(choices.of(same)).raw(0x41).signed(function);
        values.value(I32);
        out.raw(0x1B);
        if (choices.oneIn(16)) {
            values.value(I32);
            out.raw(0x6A);
        }
        out.raw(opcode + 1).u32(scope.shape.type(type)).raw(0);
    }

    // -- tables

    void tableIndex() {
        values.value(I32);
        if (!choices.oneIn(16)) {
            out.raw(0x41, 3, 0x71);
        }
    }

    private void table() {
        int table = choices.below(Shape.TABLES.size());
        ValueType element = Shape.TABLES.get(table);
        switch (choices.below(6)) {
            case 0 -> {
                tableIndex();
                values.value(element);
                out.raw(0xFC, 16, table, 0x1A, 0x26, table);
            }
            case 1 -> {
                tableIndex();
                values.value(element);
                out.raw(0x41, choices.below(3), 0xFC, 17, table);
            }
            case 2 -> {
                tableIndex();
                tableIndex();
                out.raw(0x41, choices.below(3), 0xFC, 14, table, table);
            }
            case 3 -> {
                tableIndex();
                out.raw(0x41, choices.below(2), 0x41, choices.below(4), 0xFC, 12, Shape.PASSIVE, 0);
            }
            case 4 -> out.raw(0xFC, 13, Shape.PASSIVE);
            default -> {
                tableIndex();
                values.value(element);
                out.raw(0x26, table);
            }
        }
    }
}
