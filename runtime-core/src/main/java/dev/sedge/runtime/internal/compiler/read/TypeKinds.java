package dev.sedge.runtime.internal.compiler.read;

import dev.sedge.runtime.FunctionType;
import dev.sedge.runtime.ValueType;
import dev.sedge.runtime.internal.compiler.tree.Kind;
import dev.sedge.runtime.internal.scan.ByteReader;
import dev.sedge.runtime.internal.scan.ModuleOutline;
import dev.sedge.runtime.internal.scan.Types;
import java.util.ArrayList;
import java.util.List;

/** The types of a module as kinds. */
public final class TypeKinds {

    private static final int EMPTY = 0x40;

    private final ModuleOutline outline;
    private final List<Signature> signatures;

    /** The parameters and results of a function or a block. */
    public record Signature(List<Kind> parameters, List<Kind> results) {
        private static final Signature NOTHING = new Signature(List.of(), List.of());
    }

    TypeKinds(ModuleOutline outline) {
        this.outline = outline;
        this.signatures = new ArrayList<>(outline.types().size());
        for (FunctionType type : outline.types()) {
            signatures.add(new Signature(Kind.of(type.parameters()), Kind.of(type.results())));
        }
    }

    /** Of a type by its index. */
    public Signature type(int type) {
        return signatures.get(type);
    }

    /** Of a function by its index. */
    public Signature function(int function) {
        return signatures.get(outline.functionTypeIndex(function));
    }

    /** Reads the type of a block. */
    Signature block(ByteReader in) {
        int code = in.peek();
        if (code == EMPTY) {
            in.skip(1);
            return Signature.NOTHING;
        }
        if ((code & 0xC0) == 0x40) {
            ValueType result = Types.value(in);
            return new Signature(List.of(), Kind.of(result));
        }
        return signatures.get((int) in.signed());
    }
}
