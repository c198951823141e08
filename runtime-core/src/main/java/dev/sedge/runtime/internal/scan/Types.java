package dev.sedge.runtime.internal.scan;

import dev.sedge.runtime.ExternType.GlobalType;
import dev.sedge.runtime.ExternType.MemoryType;
import dev.sedge.runtime.ExternType.TableType;
import dev.sedge.runtime.FunctionType;
import dev.sedge.runtime.InvalidModuleException;
import dev.sedge.runtime.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Reads types of the binary format. */
public final class Types {

    /** The most parameters or results of one function, as in other engines. */
    private static final int LONGEST_LIST = 1000;

    private static final String GC = "module uses garbage-collected types (GC proposal), which are not supported";

    private Types() {}

    static FunctionType function(ByteReader in) {
        int form = in.u8();
        if (form == 0x5F || form == 0x5E || form == 0x50 || form == 0x4F || form == 0x4E) {
            throw new InvalidModuleException(GC);
        }
        if (form != 0x60) {
            throw new InvalidModuleException("module is invalid: unknown form of type 0x" + Integer.toHexString(form));
        }
        return new FunctionType(list(in, "parameters of one function"), list(in, "results of one function"));
    }

    private static List<ValueType> list(ByteReader in, String what) {
        int count = in.count(what, LONGEST_LIST);
        List<ValueType> types = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            types.add(value(in));
        }
        return types;
    }

    /** The type of a value. */
    public static ValueType value(ByteReader in) {
        int code = in.u8();
        return switch (code) {
            case 0x7F -> ValueType.I32;
            case 0x7E -> ValueType.I64;
            case 0x7D -> ValueType.F32;
            case 0x7C -> ValueType.F64;
            case 0x7B -> ValueType.V128;
            case 0x63, 0x64 -> heap(in.signed());
            default -> heap(code - 0x80);
        };
    }

    /** The reference type of a heap type. */
    public static ValueType heap(long code) {
        if (code >= 0) {
            return ValueType.FUNCREF;
        }
        switch ((int) code) {
            case 0x70 - 0x80, 0x73 - 0x80 -> {
                return ValueType.FUNCREF;
            }
            case 0x6F - 0x80, 0x72 - 0x80 -> {
                return ValueType.EXTERNREF;
            }
            case 0x69 - 0x80, 0x74 - 0x80 -> {
                return ValueType.EXNREF;
            }
            case 0x6E - 0x80, 0x6D - 0x80, 0x6C - 0x80, 0x6B - 0x80, 0x6A - 0x80, 0x71 - 0x80 ->
                throw new InvalidModuleException(GC);
            default ->
                throw new InvalidModuleException(
                        "module is invalid: malformed value type 0x" + Long.toHexString(code & 0x7F));
        }
    }

    static MemoryType memory(ByteReader in) {
        int flags = in.u8();
        if ((flags & 0x04) != 0) {
            throw new InvalidModuleException("module uses 64-bit memory (memory64 proposal), which is not supported");
        }
        if (flags > 3 || flags == 2) {
            throw new InvalidModuleException("module is invalid: malformed limits flags " + flags);
        }
        long min = in.u32();
        return new MemoryType(min, (flags & 1) != 0 ? OptionalLong.of(in.u32()) : OptionalLong.empty(), flags == 3);
    }

    public static TableType table(ByteReader in) {
        ValueType element = value(in);
        int flags = in.u8();
        if ((flags & 0x04) != 0) {
            throw new InvalidModuleException("module uses 64-bit tables (memory64 proposal), which are not supported");
        }
        if (flags > 1) {
            throw new InvalidModuleException("module is invalid: malformed limits flags " + flags);
        }
        long min = in.u32();
        return new TableType(element, min, flags == 1 ? OptionalLong.of(in.u32()) : OptionalLong.empty());
    }

    public static GlobalType global(ByteReader in) {
        ValueType value = value(in);
        return new GlobalType(value, in.u8() == 1);
    }
}
