package dev.sedge.runtime.internal.compiler.read;

import static java.util.Objects.requireNonNull;

import dev.sedge.runtime.internal.compiler.read.ControlFrame.Form;
import dev.sedge.runtime.internal.compiler.read.TypeKinds.Signature;
import dev.sedge.runtime.internal.compiler.tree.CallSignature;
import dev.sedge.runtime.internal.compiler.tree.Callee;
import dev.sedge.runtime.internal.compiler.tree.Effects;
import dev.sedge.runtime.internal.compiler.tree.Expr;
import dev.sedge.runtime.internal.compiler.tree.Kind;
import dev.sedge.runtime.internal.compiler.tree.Label;
import dev.sedge.runtime.internal.compiler.tree.Stmt;
import dev.sedge.runtime.internal.compiler.tree.Var;
import dev.sedge.runtime.internal.scan.ByteReader;
import java.util.ArrayList;
import java.util.List;

/** Blocks, branches and calls. What cannot be reached is skipped. */
final class Control {

    private final ModuleCode module;
    private final ByteReader in;
    private final OperandStack stack;
    private final Variables variables;
    private final List<ControlFrame> frames = new ArrayList<>();
    private boolean calls;
    private boolean loops;
    private boolean tailCalls;
    private int tries;

    Control(ModuleCode module, ByteReader in, OperandStack stack, Variables variables) {
        this.module = module;
        this.in = in;
        this.stack = stack;
        this.variables = variables;
    }

    void begin(List<Kind> results) {
        frames.add(new ControlFrame(Form.FUNCTION, List.of(), results, 0, stack.statements()));
    }

    boolean isOpen() {
        return !frames.isEmpty();
    }

    boolean calls() {
        return calls;
    }

    boolean loops() {
        return loops;
    }

    boolean tailCalls() {
        return tailCalls;
    }

    /** Reads an instruction of control; false when it is none. */
    boolean read(int opcode, int offset) {
        switch (opcode) {
            case 0x00 -> leave(new Stmt.Unreachable(offset), Effects.NONE);
            case 0x02 -> open(Form.BLOCK, module.kinds().block(in));
            case 0x03 -> loop(module.kinds().block(in));
            case 0x04 -> openIf(module.kinds().block(in));
            case 0x05 -> otherwise();
            case 0x08 -> throwNew((int) in.u32(), offset);
            case 0x0A -> {
                List<Expr> exception = stack.pop(1);
                leave(new Stmt.Throw(-1, exception, offset), exception.get(0).effects());
            }
            case 0x0B -> end();
            case 0x0C -> {
                jump(frame(in.u32()));
                skip();
            }
            case 0x0D -> branchIf(frame(in.u32()));
            case 0x0E -> branchTable();
            case 0x0F -> {
                jump(frames.get(0));
                skip();
            }
            case 0x10 -> call(direct((int) in.u32()), offset);
            case 0x11 -> call(indirect(), offset);
            case 0x12 -> tailCall(direct((int) in.u32()), offset);
            case 0x13 -> tailCall(indirect(), offset);
            case 0x1F -> openTry();
            default -> {
                return false;
            }
        }
        return true;
    }

    private ControlFrame frame(long label) {
        return frames.get(frames.size() - 1 - (int) label);
    }

    // -- blocks

    private void open(Form form, Signature type) {
        stack.settleAll();
        int height = stack.height() - type.parameters().size();
        List<Stmt> body = new ArrayList<>();
        frames.add(new ControlFrame(form, type.parameters(), type.results(), height, stack.into(body)));
    }

    private void loop(Signature type) {
        loops = true;
        stack.settleVariables(type.parameters().size());
        open(Form.LOOP, type);
    }

    private void openIf(Signature type) {
        Expr condition = stack.pop();
        stack.settleVariables(type.parameters().size());
        stack.settleAll();
        open(Form.IF, type);
        frame(0).condition = condition;
    }

    private void otherwise() {
        ControlFrame frame = frame(0);
        frame.thenEnds = frame.live;
        if (frame.live) {
            moveTo(frame);
        }
        frame.then = stack.into(new ArrayList<>());
        frame.live = true;
        stack.cut(frame.height);
        frame.parameters.forEach(stack::pushVariable);
    }

    private void end() {
        ControlFrame frame = frame(0);
        if (frame.live && frame.form == Form.FUNCTION) {
            jump(frame);
        } else if (frame.live) {
            moveTo(frame);
        }
        frames.remove(frames.size() - 1);
        stack.cut(frame.height);
        if (frame.form == Form.FUNCTION) {
            return;
        }
        boolean reachable = close(frame);
        frame.results.forEach(stack::pushVariable);
        if (!reachable) {
            skip();
        }
    }

    /** Puts the statements of a frame into those around it; whether control can come behind it. */
    private boolean close(ControlFrame frame) {
        List<Stmt> body = stack.into(frame.outer);
        switch (frame.form) {
            case LOOP -> {
                addLabelled(frame.label, body, new Stmt.Loop(frame.label, body));
                return frame.live;
            }
            case IF -> {
                boolean complete = frame.then != null;
                List<Stmt> then = complete ? requireNonNull(frame.then) : body;
                Stmt branch = new Stmt.If(requireNonNull(frame.condition), then, complete ? body : List.of());
                addLabelled(frame.label, List.of(branch), new Stmt.Block(frame.label, List.of(branch)));
                return !complete || frame.live || frame.thenEnds || frame.label.isUsed();
            }
            case TRY -> {
                tries--;
                List<Stmt> guarded = List.of(new Stmt.Try(body, frame.catches));
                addLabelled(frame.label, guarded, new Stmt.Block(frame.label, guarded));
            }
            default -> addLabelled(frame.label, body, new Stmt.Block(frame.label, body));
        }
        return frame.live || frame.label.isUsed();
    }

    private void addLabelled(Label label, List<Stmt> plain, Stmt labelled) {
        if (label.isUsed()) {
            stack.add(labelled);
        } else {
            plain.forEach(stack::add);
        }
    }

    /** Puts the results on top of the stack into the variables of their places behind the frame, and pops them. */
    private void moveTo(ControlFrame frame) {
        int count = frame.results.size();
        stack.settle(count);
        stack.add(moves(frame, stack.pop(count)));
    }

    /** Puts one value, or several constants and variables, where a label wants them: from the lowest place up, so that none is overwritten. */
    private List<Stmt> moves(ControlFrame target, List<Expr> values) {
        List<Stmt> moves = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            Var variable = variables.ofStack(target.height + i, values.get(i).kind());
            if (!(values.get(i) instanceof Expr.Get get && get.variable().equals(variable))) {
                moves.add(new Stmt.Assign(variable, values.get(i)));
            }
        }
        return moves;
    }

    // -- branches

    private void jump(ControlFrame target) {
        List<Kind> kinds = target.labelKinds();
        if (kinds.size() > 1) {
            stack.settle(kinds.size());
        }
        // What is left on the stack is dropped, but not what it does.
        List<Expr> values = stack.pop(kinds.size());
        Effects effects = values.isEmpty() ? Effects.NONE : values.get(0).effects();
        stack.settleBefore(effects.and(Effects.LEAVES));
        stack.add(arrival(target, values));
    }

    private static Stmt branch(ControlFrame target) {
        target.label.addBranch();
        return new Stmt.Branch(target.label);
    }

    /** Moves, and the branch. */
    private List<Stmt> arrival(ControlFrame target, List<Expr> values) {
        if (target.form == Form.FUNCTION) {
            return List.of(new Stmt.Return(values));
        }
        List<Stmt> statements = moves(target, values);
        statements.add(branch(target));
        return statements;
    }

    private void branchIf(ControlFrame target) {
        Expr condition = stack.pop();
        int count = target.labelKinds().size();
        stack.settle(count);
        List<Expr> values = stack.pop(count);
        List<Stmt> arrival = arrival(target, values);
        Effects effects = condition.effects().and(Effects.LEAVES);
        if (arrival.size() == 1 && arrival.get(0) instanceof Stmt.Branch branch) {
            stack.add(new Stmt.BranchIf(condition, branch.target()), effects);
        } else {
            stack.add(new Stmt.If(condition, arrival, List.of()), effects);
        }
        values.forEach(stack::push);
    }

    private void branchTable() {
        Expr index = stack.pop();
        int count = (int) in.u32() + 1;
        List<ControlFrame> targets = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            targets.add(frame(in.u32()));
        }
        int values = targets.get(0).labelKinds().size();
        stack.settle(values);
        List<Expr> taken = stack.pop(values);
        stack.settleBefore(index.effects().and(Effects.LEAVES));
        new Switches(this::arrival).build(index, targets, taken).forEach(stack::add);
        skip();
    }

    /** Does something after which nothing follows here. */
    private void leave(Stmt statement, Effects effects) {
        stack.add(statement, effects.and(Effects.LEAVES));
        skip();
    }

    /** Whether an exception could be caught here. */
    boolean isGuarded() {
        return tries > 0;
    }

    private void skip() {
        frame(0).live = false;
        Skipper.toEnd(in);
    }

    // -- calls

    private Callee direct(int function) {
        Signature type = module.kinds().function(function);
        return new Callee.Direct(function, type.parameters(), type.results());
    }

    private Callee indirect() {
        int type = (int) in.u32();
        int table = (int) in.u32();
        Signature signature = module.kinds().type(type);
        int canonical = module.numbers().canonicalType(type);
        return new Callee.Indirect(canonical, table, signature.parameters(), signature.results());
    }

    private Expr.Call operands(Callee callee, int offset) {
        calls = true;
        int count = operandCount(callee);
        if (CallSignature.of(callee.parameters()).overflows()) {
            stack.settle(count);
        }
        return new Expr.Call(callee, stack.pop(count), offset);
    }

    private static int operandCount(Callee callee) {
        return callee.parameters().size() + (callee instanceof Callee.Direct ? 0 : 1);
    }

    private void call(Callee callee, int offset) {
        Expr.Call call = operands(callee, offset);
        List<Kind> results = callee.results();
        if (results.size() == 1) {
            stack.push(call);
        } else if (results.isEmpty()) {
            stack.add(new Stmt.Eval(call), call.effects());
        } else {
            List<Var> places = new ArrayList<>();
            Effects effects = call.effects();
            for (int i = 0; i < results.size(); i++) {
                Var place = variables.ofStack(stack.height() + i, results.get(i));
                places.add(place);
                effects = effects.andWrite(place);
            }
            stack.add(new Stmt.CallMany(call, places), effects);
            results.forEach(stack::pushVariable);
        }
    }

    private void tailCall(Callee callee, int offset) {
        tailCalls = true;
        stack.settle(operandCount(callee));
        leave(new Stmt.TailCall(operands(callee, offset)), Effects.ALL);
    }

    // -- exceptions

    private void throwNew(int tag, int offset) {
        int count =
                Kind.of(module.outline().tags().get(tag).type().parameters()).size();
        stack.settle(count);
        leave(new Stmt.Throw(tag, stack.pop(count), offset), Effects.ALL);
    }

    private void openTry() {
        Signature type = module.kinds().block(in);
        stack.settleVariables(type.parameters().size());
        List<Stmt.Catch> catches = new ArrayList<>();
        for (long count = in.u32(); count > 0; count--) {
            catches.add(handler());
        }
        open(Form.TRY, type);
        tries++;
        frame(0).catches = catches;
    }

    private Stmt.Catch handler() {
        int form = in.u8();
        int tag = form < 2 ? (int) in.u32() : -1;
        // Labels of handlers count from outside of the block, which is not open yet.
        ControlFrame target = frame(in.u32());
        List<Kind> kinds = target.labelKinds();
        boolean withException = (form & 1) != 0;
        List<Var> places = new ArrayList<>();
        List<Expr> values = new ArrayList<>();
        for (int i = 0; i < kinds.size(); i++) {
            Var place = variables.ofStack(target.height + i, kinds.get(i));
            places.add(place);
            values.add(new Expr.Get(place));
        }
        int numbers = places.size() - (withException ? 1 : 0);
        return new Stmt.Catch(
                tag, places.subList(0, numbers), places.subList(numbers, places.size()), arrival(target, values));
    }
}
