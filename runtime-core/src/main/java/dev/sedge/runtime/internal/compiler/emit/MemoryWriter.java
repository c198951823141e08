package dev.sedge.runtime.internal.compiler.emit;

import dev.sedge.runtime.internal.compiler.tree.Access;
import dev.sedge.runtime.internal.compiler.tree.Access.View;
import dev.sedge.runtime.internal.compiler.tree.Effects;
import dev.sedge.runtime.internal.compiler.tree.Expr;
import dev.sedge.runtime.internal.compiler.tree.Kind;
import dev.sedge.runtime.internal.compiler.tree.Stmt;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/**
 * Writes loads and stores: as calls of methods of the runtime, which are the shortest, so that HotSpot inlines more of the
 * guest's functions; or in line, where a method has many.
 *
 * <p>C2 stops inlining methods into one that has become too many nodes. It goes on only with what the JDK marks as to be
 * inlined: VarHandles, when they are asked directly.
 */
final class MemoryWriter {

    private static final String BEYOND = "java/lang/IndexOutOfBoundsException";
    private static final String HANDLE = "java/lang/invoke/VarHandle";
    private static final int MUST_BE_FIRST = Effects.TRAPS | Effects.WRITES_STATE;

    private final Code code;
    private final Layout layout;
    private final Lines lines;
    private final boolean many;
    private final Consumer<Expr> expressions;
    private final Label handler = new Label();
    private boolean needsHandler;

    /** Where the accesses since the last call begin and end. */
    private @Nullable Label first;

    private Label last = new Label();

    /**
     * @param many whether there are so many in the method that they are written in line
     * @param expressions what writes an expression
     */
    MemoryWriter(Code code, Layout layout, Lines lines, boolean many, Consumer<Expr> expressions) {
        this.code = code;
        this.layout = layout;
        this.lines = lines;
        this.many = many;
        this.expressions = expressions;
    }

    /** Leaves what is loaded on the operand stack. */
    void load(Expr.Load load) {
        Access access = load.access();
        if (many && load.memory() == 0 && !movesMemory(load.address())) {
            begin(access);
            address(load.address(), load.memoryOffset());
            check(access, load.offset());
            access(access.view(), load.offset(), true);
            if (access.isUnsigned()) {
                widen(access.view());
            }
        } else {
            address(load.address(), load.memoryOffset());
            call(access, load.memory(), load.offset());
        }
        code.ops(access.conversions());
    }

    void store(Stmt.Store store) {
        Access access = store.access();
        if (many && store.memory() == 0 && mayComeSecond(store.value()) && !movesMemory(store.address())) {
            begin(access);
            address(store.address(), store.memoryOffset());
            check(access, store.offset());
            expressions.accept(store.value());
            code.ops(access.conversions());
            if (access.view() == View.SHORT) {
                code.op(Opcodes.I2S);
            }
            access(access.view(), store.offset(), false);
        } else {
            address(store.address(), store.memoryOffset());
            expressions.accept(store.value());
            code.ops(access.conversions());
            call(access, store.memory(), store.offset());
        }
    }

    /** What traps by a wrong address; behind all other code of the method. */
    void close() {
        leaveRange();
        if (needsHandler) {
            code.out().visitLabel(handler);
            code.out().visitFrame(Opcodes.F_FULL, 0, null, 1, new Object[] {BEYOND});
            // Its own line counts only where HotSpot does not tell that of the access.
            code.line(Lines.NONE);
            code.call(Names.MEMORY_ACCESS, "outOfBounds", "(L" + BEYOND + ";)Ldev/sedge/runtime/TrapException;");
            code.op(Opcodes.ATHROW);
        }
    }

    /** A call follows: what it throws is not looked at. */
    void leaveRange() {
        if (first != null) {
            code.out().visitTryCatchBlock(first, last, handler, BEYOND);
            needsHandler = true;
            first = null;
        }
    }

    // -- in line

    private static boolean movesMemory(Expr expr) {
        return (expr.effects().state() & Effects.WRITES_MEMORY) != 0;
    }

    /** Whether nobody notices that the address is compared with the memory's size before there is a value. */
    private boolean mayComeSecond(Expr value) {
        return !movesMemory(value) && (layout.size < 0 || (value.effects().state() & MUST_BE_FIRST) == 0);
    }

    private void begin(Access access) {
        if (access.view() != View.BYTE) {
            code.out()
                    .visitFieldInsn(
                            Opcodes.GETSTATIC,
                            Names.MEMORY_ACCESS,
                            access.view().name(),
                            "L" + HANDLE + ";");
        }
        code.loadReference(layout.memory);
    }

    /** Compares the address with the size of the memory, where its array may be longer. */
    private void check(Access access, int offset) {
        if (layout.size >= 0) {
            loadEnd(access);
            guarded(offset, () -> code.call("java/util/Objects", "checkIndex", "(II)I"));
        }
    }

    private void loadEnd(Access access) {
        code.load(Kind.INT, layout.size);
        if (access.view() != View.BYTE) {
            code.push(access.view().bytes() - 1);
            code.op(Opcodes.ISUB);
        }
    }

    private void access(View view, int offset, boolean load) {
        guarded(offset, () -> {
            if (view == View.BYTE) {
                code.op(load ? Opcodes.BALOAD : Opcodes.BASTORE);
            } else {
                String method = load ? "get" : "set";
                code.out().visitMethodInsn(Opcodes.INVOKEVIRTUAL, HANDLE, method, view.descriptor(load), false);
            }
        });
    }

    private void guarded(int offset, Runnable instruction) {
        code.line(lines.of(offset));
        if (first == null) {
            first = new Label();
            code.out().visitLabel(first);
        }
        instruction.run();
        last = new Label();
        code.out().visitLabel(last);
    }

    private void widen(View view) {
        switch (view) {
            case BYTE -> {
                code.push(0xFF);
                code.op(Opcodes.IAND);
            }
            case SHORT -> code.op(Opcodes.I2C);
            default -> code.widenUnsigned();
        }
    }

    // -- by calls

    private void call(Access access, int memory, int offset) {
        boolean sized = memory == 0 && layout.size >= 0;
        if (sized) {
            code.load(Kind.INT, layout.size);
        }
        if (memory == 0) {
            code.loadReference(layout.memory);
        } else {
            code.push(memory);
            code.loadReference(layout.state);
            code.call(Names.INSTANCE_STATE, "bytes", "(I" + Names.STATE_PARAMETER + ")[B");
        }
        code.line(lines.of(offset));
        code.call(
                sized ? Names.GROWING_MEMORY : Names.MEMORY_ACCESS,
                access.method(),
                sized ? access.sizedDescriptor() : access.descriptor());
    }

    /** The sum of both; negative where it is beyond 2^31. */
    private void address(Expr base, int offset) {
        if (base instanceof Expr.Const constant) {
            long address = (constant.bits() & 0xFFFFFFFFL) + (offset & 0xFFFFFFFFL);
            code.push(address <= Integer.MAX_VALUE ? (int) address : -1);
            return;
        }
        expressions.accept(base);
        if (offset < 0) {
            code.op(Opcodes.POP);
            code.push(-1);
        } else if (offset > 0) {
            add(offset);
        }
    }

    private void add(int offset) {
        if (!many) {
            code.push(offset);
            code.call(Names.MEMORY_ACCESS, "address", "(II)I");
            return;
        }
        code.op(Opcodes.DUP);
        code.push(31);
        code.op(Opcodes.ISHR);
        code.op(Opcodes.SWAP);
        code.push(offset);
        code.op(Opcodes.IADD);
        code.op(Opcodes.IOR);
    }
}
