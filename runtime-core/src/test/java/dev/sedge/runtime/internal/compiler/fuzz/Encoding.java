package dev.sedge.runtime.internal.compiler.fuzz;

import dev.sedge.runtime.ModuleBytes;
import dev.sedge.runtime.ValueType;
import java.util.List;

/** Types in the binary format. */
final class Encoding {

    private Encoding() {}

    static int code(ValueType type) {
        return switch (type) {
            case I32 -> 0x7F;
            case I64 -> 0x7E;
            case F32 -> 0x7D;
            case F64 -> 0x7C;
            case V128 -> 0x7B;
            case FUNCREF -> 0x70;
            case EXTERNREF -> 0x6F;
            case EXNREF -> 0x69;
        };
    }

    static ModuleBytes types(List<ValueType> types) {
        ModuleBytes list = ModuleBytes.bytes().u32(types.size());
        types.forEach(type -> list.raw(code(type)));
        return list;
    }
}
