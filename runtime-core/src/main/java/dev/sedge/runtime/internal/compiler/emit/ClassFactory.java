package dev.sedge.runtime.internal.compiler.emit;

import dev.sedge.runtime.internal.compiler.read.ModuleCode;
import dev.sedge.runtime.internal.scan.ModuleOutline;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Writes the classes of a module, each when it is asked for by its name. Thread-safe. */
public final class ClassFactory {

    private final ModulePlan plan;
    private final GroupWriter groups;

    public ClassFactory(ModulePlan plan) {
        this.plan = plan;
        this.groups = new GroupWriter(plan);
    }

    /**
     * The names of all classes that the module may ask for, but for entries to functions that are not exported, and the
     * {@link #pages}.
     */
    public List<String> names() {
        ModuleCode module = plan.module();
        ModuleOutline outline = module.outline();
        List<String> names = new ArrayList<>(List.of(Names.STATE));
        if (outline.importedFunctionCount() > 0) {
            names.add(Names.IMPORTS);
        }
        for (int group = 0; group < plan.groupCount(); group++) {
            names.add(Names.group(group));
        }
        for (int type = 0; type < outline.types().size(); type++) {
            if (module.numbers().canonicalType(type) == type) {
                int pages = new DispatcherWriter(plan).pages(type);
                for (int page = 0; page < pages; page++) {
                    names.add(Names.dispatcher(type, page));
                }
            }
        }
        outline.exportedFunctions().forEach(function -> names.add(Names.entry(function)));
        return names;
    }

    /** The bytes of a class; its internal name begins with {@link Names#PACKAGE}. */
    public byte[] write(String internalName) {
        String name = internalName.substring(Names.PACKAGE.length());
        if (internalName.equals(Names.STATE)) {
            return new StateWriter(plan.module()).write();
        }
        if (internalName.equals(Names.IMPORTS)) {
            return new ImportsWriter(plan).write();
        }
        return switch (name.charAt(0)) {
            case 'F' -> groups.write(Integer.parseInt(name, 1, name.length(), 10));
            case 'E' -> new EntryWriter(plan).write(Integer.parseInt(name, 1, name.length(), 10));
            case 'P' -> groups.writePage(name);
            case 'R' -> new TailCallWriter(plan).writeEntry(Integer.parseInt(name, 1, name.length(), 10));
            default -> {
                int page = name.indexOf('p');
                yield new DispatcherWriter(plan)
                        .write(
                                Integer.parseInt(name, 1, page, 10),
                                Integer.parseInt(name, page + 1, name.length(), 10));
            }
        };
    }

    /** The functions of a class, which was written before, that are too large for one: the rest of each is in pages. */
    public Set<Integer> divided(String internalName) {
        return groups.flattened(internalName);
    }

    /** The names of the classes with the rest of such functions. */
    public List<String> pages(Iterable<Integer> divided) {
        return groups.pages(divided);
    }

    static ClassWriter begin(String name, String parent) {
        ClassWriter type = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        int access = Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL | Opcodes.ACC_SUPER;
        type.visit(Opcodes.V17, access, name, null, parent, null);
        return type;
    }

    /** Adds a constructor that does nothing. */
    static void addConstructor(ClassWriter type, String parent) {
        endConstructor(beginConstructor(type, parent));
    }

    /** Adds a constructor, which has the call of its parent's. */
    static MethodVisitor beginConstructor(ClassWriter type, String parent) {
        MethodVisitor out = type.visitMethod(Opcodes.ACC_PUBLIC, "<init>", "()V", null, null);
        out.visitCode();
        out.visitVarInsn(Opcodes.ALOAD, 0);
        out.visitMethodInsn(Opcodes.INVOKESPECIAL, parent, "<init>", "()V", false);
        return out;
    }

    static void endConstructor(MethodVisitor out) {
        out.visitInsn(Opcodes.RETURN);
        out.visitMaxs(0, 0);
        out.visitEnd();
    }
}
