package dev.sedge.runtime.internal.compiler;

import dev.sedge.runtime.ExternType.GlobalType;
import dev.sedge.runtime.internal.compiler.emit.Names;
import dev.sedge.runtime.internal.compiler.read.ConstantReader;
import dev.sedge.runtime.internal.compiler.read.ModuleCode;
import dev.sedge.runtime.internal.compiler.run.InstanceState;
import dev.sedge.runtime.internal.compiler.tree.Kind;
import java.lang.reflect.Field;
import java.util.List;

/** The global variables of a new instance, as constant expressions see them. */
final class Globals {

    private final ModuleCode code;
    private final InstanceState state;
    private final ConstantReader values;

    Globals(ModuleCode code, InstanceState state) {
        this.code = code;
        this.state = state;
        this.values = new ConstantReader(code, this::get);
    }

    /** Sets those that the constructor of the state has not set. */
    void initialise() {
        for (int global : code.otherGlobals()) {
            set(global, values.at(code.initialValue(global)));
        }
    }

    /** Reads expressions whose globals are these. */
    ConstantReader values() {
        return values;
    }

    private void set(int global, long[] value) {
        List<Kind> kinds = kinds(global);
        for (int half = 0; half < kinds.size(); half++) {
            set(global, half, kinds.get(half), value[half]);
        }
    }

    private List<Kind> kinds(int global) {
        GlobalType type = code.outline().globals().get(global);
        return Kind.of(type.value());
    }

    private long[] get(int global) {
        List<Kind> kinds = kinds(global);
        long[] value = new long[kinds.size()];
        for (int half = 0; half < value.length; half++) {
            value[half] = get(global, half, kinds.get(half));
        }
        return value;
    }

    private Field field(int global, int half) throws NoSuchFieldException {
        return state.getClass().getField(Names.global(global, half));
    }

    private long get(int global, int half, Kind kind) {
        try {
            Field field = field(global, half);
            return switch (kind) {
                case INT -> field.getInt(state);
                case LONG, HIGH -> field.getLong(state);
                case FLOAT -> Float.floatToRawIntBits(field.getFloat(state));
                case DOUBLE -> Double.doubleToRawLongBits(field.getDouble(state));
                case REF -> 0;
            };
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private void set(int global, int half, Kind kind, long value) {
        try {
            Field field = field(global, half);
            switch (kind) {
                case INT -> field.setInt(state, (int) value);
                case LONG, HIGH -> field.setLong(state, value);
                case FLOAT -> field.setFloat(state, Float.intBitsToFloat((int) value));
                case DOUBLE -> field.setDouble(state, Double.longBitsToDouble(value));
                case REF -> {}
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
