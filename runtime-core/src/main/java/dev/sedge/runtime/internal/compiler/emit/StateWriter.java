package dev.sedge.runtime.internal.compiler.emit;

import dev.sedge.runtime.ExternType.GlobalType;
import dev.sedge.runtime.internal.compiler.read.ModuleCode;
import dev.sedge.runtime.internal.compiler.tree.Kind;
import java.util.List;
import java.util.Optional;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Writes the class with the global variables of an instance; its constructor gives them their initial values where it can. */
final class StateWriter {

    private final ModuleCode module;

    StateWriter(ModuleCode module) {
        this.module = module;
    }

    byte[] write() {
        ClassWriter type = ClassFactory.begin(Names.STATE, Names.INSTANCE_STATE);
        List<GlobalType> globals = module.outline().globals();
        for (int i = 0; i < globals.size(); i++) {
            List<Kind> kinds = Kind.of(globals.get(i).value());
            for (int half = 0; half < kinds.size(); half++) {
                String descriptor = kinds.get(half).descriptor();
                type.visitField(Opcodes.ACC_PUBLIC, Names.global(i, half), descriptor, null, null)
                        .visitEnd();
            }
        }
        MethodVisitor constructor = ClassFactory.beginConstructor(type, Names.INSTANCE_STATE);
        Code code = new Code(constructor);
        for (int i = 0; i < globals.size(); i++) {
            Optional<long[]> value = module.fixedGlobal(i);
            if (value.isPresent()) {
                write(code, i, Kind.of(globals.get(i).value()), value.get());
            }
        }
        ClassFactory.endConstructor(constructor);
        type.visitEnd();
        return type.toByteArray();
    }

    private static void write(Code code, int global, List<Kind> kinds, long[] value) {
        for (int half = 0; half < kinds.size(); half++) {
            Kind kind = kinds.get(half);
            if (kind != Kind.REF && value[half] != 0) {
                code.loadReference(0);
                code.push(kind, value[half]);
                code.field(Opcodes.PUTFIELD, Names.STATE, Names.global(global, half), kind);
            }
        }
    }
}
