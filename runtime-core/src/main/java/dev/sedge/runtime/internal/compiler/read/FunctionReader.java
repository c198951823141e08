package dev.sedge.runtime.internal.compiler.read;

import dev.sedge.runtime.ValueType;
import dev.sedge.runtime.internal.compiler.read.ModuleCode.Range;
import dev.sedge.runtime.internal.compiler.read.TypeKinds.Signature;
import dev.sedge.runtime.internal.compiler.tree.Expr;
import dev.sedge.runtime.internal.compiler.tree.FunctionTree;
import dev.sedge.runtime.internal.compiler.tree.FunctionTree.Traits;
import dev.sedge.runtime.internal.compiler.tree.Kind;
import dev.sedge.runtime.internal.compiler.tree.RuntimeMethod;
import dev.sedge.runtime.internal.compiler.tree.Stmt;
import dev.sedge.runtime.internal.compiler.tree.Var;
import dev.sedge.runtime.internal.scan.ByteReader;
import dev.sedge.runtime.internal.scan.FuelCosts;
import dev.sedge.runtime.internal.scan.ModuleOutline;
import dev.sedge.runtime.internal.scan.Types;
import java.util.ArrayList;
import java.util.List;

/** Reads one function of a validated module into a tree, in one pass over its bytes. */
public final class FunctionReader {

    private final ModuleCode module;
    private final int function;
    private final Range body;
    private final ByteReader in;
    private final Variables variables = new Variables();
    private final OperandStack stack = new OperandStack(variables);
    private final List<List<Var>> locals = new ArrayList<>();
    private final List<Stmt.Assign> initial = new ArrayList<>();
    private final Control control;
    private final Instructions instructions;

    private FunctionReader(ModuleCode module, int function) {
        this.module = module;
        this.function = function;
        this.body = module.body(function);
        this.in = new ByteReader(module.wasm(), body.start(), body.end());
        this.control = new Control(module, in, stack, variables);
        this.instructions = new Instructions(module, in, stack, locals, control);
    }

    /** The tree of a function that the module defines. */
    public static FunctionTree read(ModuleCode module, int function) {
        return new FunctionReader(module, function).read();
    }

    private FunctionTree read() {
        List<Var> parameters = parameters();
        locals();
        Signature signature = module.kinds().function(function);
        List<Stmt> statements = stack.statements();
        control.begin(signature.results());
        FuelCosts fuel = module.isMetered() ? fuelCosts() : null;
        while (control.isOpen()) {
            int offset = in.position();
            if (fuel != null) {
                spend(fuel.at(offset), offset);
            }
            int opcode = in.u8();
            if (!control.read(opcode, offset)) {
                instructions.read(opcode, offset);
            }
        }
        return new FunctionTree(
                function,
                parameters,
                initial,
                signature.results(),
                variables.all(),
                statements,
                new Traits(control.calls(), control.loops(), instructions.accesses(), control.tailCalls()),
                body.start(),
                body.end());
    }

    private FuelCosts fuelCosts() {
        return FuelCosts.of(module.wasm(), List.of(new ModuleOutline.Range(in.position(), body.end())));
    }

    private void spend(int cost, int offset) {
        if (cost > 0) {
            RuntimeMethod method = RuntimeMethods.SPEND_FUEL;
            stack.add(new Stmt.Eval(new Expr.Invoke(method, List.of(Expr.Const.of(cost)), offset)), method.effects());
        }
    }

    private List<Var> parameters() {
        List<Var> parameters = new ArrayList<>();
        for (ValueType type : module.outline().functionType(function).parameters()) {
            List<Var> parts = variables(type);
            locals.add(parts);
            parameters.addAll(parts);
        }
        return parameters;
    }

    private void locals() {
        for (long groups = in.u32(); groups > 0; groups--) {
            long count = in.u32();
            ValueType type = Types.value(in);
            for (long i = 0; i < count; i++) {
                List<Var> parts = variables(type);
                locals.add(parts);
                for (Var part : parts) {
                    initial.add(new Stmt.Assign(part, Kind.initial(type, part.kind())));
                }
            }
        }
    }

    private List<Var> variables(ValueType type) {
        List<Var> parts = new ArrayList<>(1);
        for (Kind kind : Kind.of(type)) {
            parts.add(variables.add(kind));
        }
        return parts;
    }
}
