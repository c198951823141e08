package dev.sedge.runtime.internal.interpreter;

import dev.sedge.runtime.ValueType;
import java.util.List;
import org.jspecify.annotations.Nullable;
import run.endive.runtime.WasmExternRef;

/** Values as {@code long} slots. */
final class Slots {

    static final long NULL = -1;

    private Slots() {}

    /** Sign-extends all i32 and f32 values in place: nobody may rely on what was above them. */
    static long[] normalise(long[] slots, List<ValueType> types) {
        int slot = 0;
        for (int i = 0; i < types.size(); i++) {
            ValueType type = types.get(i);
            if (type == ValueType.I32 || type == ValueType.F32) {
                slots[slot] = (int) slots[slot];
            }
            slot += type.slots();
        }
        return slots;
    }

    /** The number behind a reference to something of the host. */
    static long number(@Nullable Object reference) {
        return reference instanceof WasmExternRef extern ? extern.value() : NULL;
    }

    /** The reference for a number of the host. */
    static @Nullable Object reference(long number) {
        return number == NULL ? null : new WasmExternRef(number);
    }
}
