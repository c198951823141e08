package dev.sedge.runtime.internal.compiler.fuzz;

import static dev.sedge.runtime.ModuleBytes.bytes;

import dev.sedge.runtime.FunctionType;
import dev.sedge.runtime.ModuleBytes;
import dev.sedge.runtime.ValueType;
import dev.sedge.runtime.internal.compiler.fuzz.Shape.Mode;
import java.util.ArrayList;
import java.util.List;

/** Makes a valid module of decisions, and calls of its functions. */
final class ModuleGenerator {

    private static final int FUEL = 200;

    private final Choices choices;
    private final Shape shape;

    private ModuleGenerator(Choices choices) {
        this.choices = choices;
        this.shape = new Shape(choices);
    }

    /**
     * A module and what to do with it.
     *
     * @param interpretable whether the interpreter runs it without faults
     * @param reset the function that gives new fuel
     * @param state the function that gives the values of all globals
     */
    record Generated(ModuleBytes module, boolean interpretable, int reset, int state, List<Call> calls) {

        byte[] wasm() {
            return module.build();
        }
    }

    /** A call with arguments in slots. */
    record Call(int function, List<Long> arguments) {}

    static Generated generate(byte[] decisions) {
        return new ModuleGenerator(new Choices(decisions)).generate();
    }

    private Generated generate() {
        List<ModuleBytes> bodies = new ArrayList<>();
        List<Call> calls = new ArrayList<>();
        int imported = Hosts.TYPES.size();
        for (int i = imported; i < shape.functions.size(); i++) {
            calls.add(call(i));
            Scope scope = new Scope(shape, choices, shape.functions.get(i));
            new Statements(scope).function();
            bodies.add(scope.body());
        }
        calls.addAll(List.copyOf(calls));
        int reset = add(FunctionType.of());
        bodies.add(bytes().sized(bytes().raw(0, 0x41).signed(FUEL).raw(0x24, Shape.FUEL, 0x0B)));
        int state = add(FunctionType.of(List.of(), shape.globals));
        ModuleBytes getters = bytes().raw(0);
        for (int i = 0; i < shape.globals.size(); i++) {
            getters.raw(0x23, i);
        }
        bodies.add(bytes().sized(getters.raw(0x0B)));
        return new Generated(module(bodies), shape.mode != Mode.ALL, reset, state, calls);
    }

    private int add(FunctionType type) {
        shape.type(type);
        shape.functions.add(type);
        return shape.functions.size() - 1;
    }

    private Call call(int function) {
        List<Long> slots = new ArrayList<>();
        for (ValueType type : shape.functions.get(function).parameters()) {
            switch (type) {
                case I32 -> slots.add((long) (int) choices.bits());
                case F32 -> slots.add(Integer.toUnsignedLong(Constants.floatBits(choices)));
                case F64 -> slots.add(Constants.doubleBits(choices));
                case V128 -> {
                    slots.add(choices.bits());
                    slots.add(choices.bits());
                }
                case FUNCREF -> slots.add((long) choices.below(shape.functions.size() + 1) - 1);
                case EXTERNREF -> slots.add((long) choices.below(100) - 1);
                default -> slots.add(choices.bits());
            }
        }
        return new Call(function, slots);
    }

    // -- sections

    private ModuleBytes module(List<ModuleBytes> bodies) {
        int imported = Hosts.TYPES.size();
        int count = shape.functions.size();
        ModuleBytes imports = bytes().u32(imported);
        for (int i = 0; i < imported; i++) {
            imports.name("host").name(Integer.toString(i)).raw(0).u32(shape.type(shape.functions.get(i)));
        }
        ModuleBytes functions = bytes().u32(count - imported);
        for (int i = imported; i < count; i++) {
            functions.u32(shape.type(shape.functions.get(i)));
        }
        ModuleBytes code = bytes().u32(bodies.size());
        bodies.forEach(code::append);
        return ModuleBytes.module()
                .section(1, types())
                .section(2, imports)
                .section(3, functions)
                .section(4, bytes().raw(2, 0x70, 1).u32(count).u32(count + 4L).raw(0x6F, 1, 4, 8))
                .section(5, bytes().raw(2, 1, 1, 3, 0, 1))
                .section(13, tags())
                .section(6, globals())
                .section(9, elements(count))
                .section(12, bytes().raw(2))
                .section(10, code)
                .section(11, data());
    }

    private ModuleBytes types() {
        ModuleBytes types = bytes().u32(shape.types.size());
        for (FunctionType type : shape.types) {
            types.raw(0x60).append(Encoding.types(type.parameters())).append(Encoding.types(type.results()));
        }
        return types;
    }

    private ModuleBytes tags() {
        ModuleBytes tags = bytes().u32(shape.tags.size());
        shape.tags.forEach(tag -> tags.raw(0).u32(shape.type(tag)));
        return tags;
    }

    private ModuleBytes globals() {
        ModuleBytes globals = bytes().u32(shape.globals.size());
        for (ValueType type : shape.globals) {
            globals.raw(Encoding.code(type), 1);
            switch (type) {
                case I32 -> globals.raw(0x41, 7);
                case I64 -> globals.raw(0x42, 8);
                case F32 -> globals.raw(0x43).fixed(Float.floatToIntBits(1.25f), 4);
                case F64 -> globals.raw(0x44).fixed(Double.doubleToLongBits(-2.5), 8);
                case V128 -> globals.raw(0xFD, 12).fixed(0x0102030405060708L, 8).fixed(-3, 8);
                default -> globals.raw(0xD0, Encoding.code(type));
            }
            globals.raw(0x0B);
        }
        return globals;
    }

    /** An active segment of all functions in their order, and a passive one of the first few. */
    private static ModuleBytes elements(int count) {
        ModuleBytes all = bytes().u32(count);
        for (int i = 0; i < count; i++) {
            all.u32(i);
        }
        return bytes().raw(2).raw(0, 0x41, 0, 0x0B).append(all).raw(1, 0, 4, 0, 1, 2, 3);
    }

    private static ModuleBytes data() {
        ModuleBytes some = bytes().u32(64);
        for (int i = 0; i < 64; i++) {
            some.raw(i * 37 + 11);
        }
        return bytes().raw(2).raw(0, 0x41, 8, 0x0B).append(some).raw(1).name("sixteen passive!");
    }
}
