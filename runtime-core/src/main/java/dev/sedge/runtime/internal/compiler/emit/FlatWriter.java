package dev.sedge.runtime.internal.compiler.emit;

import dev.sedge.runtime.internal.compiler.flat.FlatFunction;
import dev.sedge.runtime.internal.compiler.tree.CallSignature;
import dev.sedge.runtime.internal.compiler.tree.Kind;
import dev.sedge.runtime.internal.compiler.tree.Var;
import java.util.List;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Writes a function that is too large for a method, or has too many variables, and could not be divided otherwise: its
 * variables are in an object, its pieces are methods in classes of their own, its method calls one after the other.
 */
final class FlatWriter {

    /** So few that their constants fit into one class, whatever they are. */
    private static final int PIECES_PER_PAGE = 8;

    private static final int PLACES_PER_PAGE = FlatFunction.place(PIECES_PER_PAGE);

    private final ModulePlan plan;
    private final FlatFunction function;
    private final int index;

    FlatWriter(ModulePlan plan, FlatFunction function) {
        this.plan = plan;
        this.function = function;
        this.index = function.tree().index();
    }

    /** How many classes the pieces are in. */
    int pages() {
        return (function.pieces().size() + PIECES_PER_PAGE - 1) / PIECES_PER_PAGE;
    }

    /** A class with some pieces. */
    byte[] writePage(int page) {
        ClassWriter type = ClassFactory.begin(Names.page(index, page), "java/lang/Object");
        int from = page * PIECES_PER_PAGE;
        int to = Math.min(from + PIECES_PER_PAGE, function.pieces().size());
        for (int piece = from; piece < to; piece++) {
            MethodVisitor out = MethodWriter.begin(type, Names.piece(index, piece), PieceWriter.DESCRIPTOR);
            new PieceWriter(plan, function, piece, out).write();
            MethodWriter.end(out);
        }
        MethodVisitor out = MethodWriter.begin(type, "go", PieceWriter.DESCRIPTOR);
        writeChoice(new Code(out), Names.page(index, page), from, to);
        MethodWriter.end(out);
        type.visitEnd();
        return type.toByteArray();
    }

    /** Calls the piece of a place. */
    private void writeChoice(Code code, String owner, int from, int to) {
        Label[] labels = Code.labels(to - from);
        code.out().visitVarInsn(Opcodes.ILOAD, 0);
        code.push(FlatFunction.place(1));
        code.op(Opcodes.IDIV);
        code.out().visitTableSwitchInsn(from, to - 1, labels[0], labels);
        for (int i = 0; i < labels.length; i++) {
            code.place(labels[i]);
            code.out().visitVarInsn(Opcodes.ILOAD, 0);
            code.push(FlatFunction.place(1));
            code.op(Opcodes.IREM);
            code.loadReference(1);
            code.loadReference(2);
            code.out().visitVarInsn(Opcodes.ILOAD, 3);
            code.call(owner, Names.piece(index, from + i), PieceWriter.DESCRIPTOR);
            code.op(Opcodes.IRETURN);
        }
    }

    /** The method that others call. */
    void writeMethod(String name, ClassWriter type) {
        MethodVisitor out = MethodWriter.begin(type, name, plan.descriptor(index));
        new Driver(new Code(out)).write();
        MethodWriter.end(out);
    }

    /** Calls pieces until the function ends. */
    private final class Driver {

        private final Code code;
        private final List<Kind> results = function.tree().results();
        private final List<Var> parameters = function.tree().parameters();
        private final Layout layout;
        private final Rounds rounds;
        private final int frame;
        private final int place;

        Driver(Code code) {
            this.code = code;
            int passed = CallSignature.of(plan.module().kinds().function(index).parameters())
                    .passed();
            int variables = function.tree().variables().size();
            layout = new Layout(parameters.subList(0, passed), List.of(), variables, false, false, true);
            rounds = new Rounds(code, layout);
            frame = layout.addFrame();
            place = layout.add(Kind.INT);
        }

        void write() {
            int variables = function.variables().size();
            code.line(1);
            code.load(Kind.INT, layout.depth);
            code.push(variables);
            code.call(Names.FRAME, "depth", "(II)I");
            code.store(Kind.INT, layout.depth);
            code.push(variables);
            code.push(function.hasReferences() ? variables : 0);
            code.call(Names.FRAME, "create", "(II)L" + Names.FRAME + ";");
            code.out().visitVarInsn(Opcodes.ASTORE, frame);
            takeParameters();
            // The first round polls.
            rounds.begin(1);
            code.push(0);
            code.store(Kind.INT, place);
            code.frame(layout);
            writeLoop();
            end();
        }

        private void takeParameters() {
            for (int i = 0; i < parameters.size(); i++) {
                Var parameter = parameters.get(i);
                if (layout.has(parameter)) {
                    layout.load(code, parameter);
                } else {
                    code.take(parameter.kind(), i, layout.state);
                }
                code.storeHeld(parameter.kind(), parameter.id(), frame);
            }
        }

        private void writeLoop() {
            Label again = new Label();
            Label go = new Label();
            code.place(again);
            rounds.countTo(go);
            code.place(go);
            Label[] labels = Code.labels(pages());
            Label behind = new Label();
            code.load(Kind.INT, place);
            code.push(PLACES_PER_PAGE);
            code.op(Opcodes.IDIV);
            code.out().visitTableSwitchInsn(0, labels.length - 1, labels[0], labels);
            for (int page = 0; page < labels.length; page++) {
                code.place(labels[page]);
                code.load(Kind.INT, place);
                code.loadReference(frame);
                code.loadReference(layout.state);
                code.load(Kind.INT, layout.depth);
                code.call(Names.page(index, page), "go", PieceWriter.DESCRIPTOR);
                code.store(Kind.INT, place);
                code.jump(Opcodes.GOTO, behind);
            }
            code.place(behind);
            code.load(Kind.INT, place);
            code.jump(Opcodes.IFGE, again);
        }

        private void end() {
            if (results.isEmpty()) {
                code.op(Opcodes.RETURN);
                return;
            }
            Kind first = results.get(0);
            if (function.tree().traits().tailCalls()) {
                Label returned = new Label();
                code.load(Kind.INT, place);
                code.push(PieceWriter.TAIL_CALLED);
                code.jump(Opcodes.IF_ICMPNE, returned);
                // Nobody looks at it.
                code.push(first, 0);
                code.op(first.returnOpcode());
                code.place(returned);
            }
            code.take(first, 0, layout.state);
            code.op(first.returnOpcode());
        }
    }
}
