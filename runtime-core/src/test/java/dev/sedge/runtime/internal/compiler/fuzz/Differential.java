package dev.sedge.runtime.internal.compiler.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sedge.runtime.Engine;
import dev.sedge.runtime.Imports;
import dev.sedge.runtime.InstanceControl;
import dev.sedge.runtime.ModuleLimits;
import dev.sedge.runtime.ResourceLimits;
import dev.sedge.runtime.WasmException;
import dev.sedge.runtime.WasmInstance;
import dev.sedge.runtime.internal.EngineProvider;
import dev.sedge.runtime.internal.InstanceBody;
import dev.sedge.runtime.internal.InstanceContext;
import dev.sedge.runtime.internal.LinearMemory;
import dev.sedge.runtime.internal.Sha256;
import dev.sedge.runtime.internal.compiler.CompilerProvider;
import dev.sedge.runtime.internal.compiler.emit.Limits;
import dev.sedge.runtime.internal.compiler.fuzz.ModuleGenerator.Call;
import dev.sedge.runtime.internal.compiler.fuzz.ModuleGenerator.Generated;
import dev.sedge.runtime.internal.interpreter.InterpreterProvider;
import dev.sedge.runtime.internal.scan.ModuleOutline;
import dev.sedge.runtime.internal.scan.ModuleScanner;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Runs a module in all tiers and demands that they do the same. */
final class Differential {

    private static final EngineProvider INTERPRETER = new InterpreterProvider(false);
    private static final List<EngineProvider> COMPILERS = List.of(
            new CompilerProvider(INTERPRETER, Optional.empty(), Long.MAX_VALUE),
            new CompilerProvider(INTERPRETER, Optional.empty(), Long.MAX_VALUE, new Limits(200, 0)),
            new CompilerProvider(INTERPRETER, Optional.empty(), Long.MAX_VALUE, new Limits(60, 3)),
            new CompilerProvider(INTERPRETER, Optional.empty(), Long.MAX_VALUE, new Limits(0, 80)));

    private static final EngineProvider METERED_INTERPRETER = new InterpreterProvider(true);
    private static final List<EngineProvider> METERED_COMPILERS = List.of(
            new CompilerProvider(METERED_INTERPRETER, Optional.empty(), Long.MAX_VALUE),
            new CompilerProvider(METERED_INTERPRETER, Optional.empty(), Long.MAX_VALUE, new Limits(200, 0)),
            new CompilerProvider(METERED_INTERPRETER, Optional.empty(), Long.MAX_VALUE, new Limits(0, 80)));

    private static final ResourceLimits LIMITS = ResourceLimits.defaults();

    /** Stands for the caller in host functions, which do not ask for it. */
    private static final WasmInstance CALLER = Engine.create()
            .compile(dev.sedge.runtime.ModuleBytes.module().build())
            .instantiate(Imports.none(), LIMITS);

    private Differential() {}

    static void check(byte[] decisions) {
        Generated generated = ModuleGenerator.generate(decisions);
        check(generated, INTERPRETER, COMPILERS);
        check(generated, METERED_INTERPRETER, METERED_COMPILERS);
    }

    private static void check(Generated generated, EngineProvider interpreter, List<EngineProvider> compilers) {
        List<String> expected = run(generated.interpretable() ? interpreter : compilers.get(0), generated);
        for (EngineProvider compiler : compilers) {
            assertThat(run(compiler, generated)).isEqualTo(expected);
        }
    }

    /** What can be seen of a module: what its calls give, and all its state after each. */
    static List<String> run(EngineProvider provider, Generated generated) {
        ModuleOutline outline = ModuleScanner.scan(generated.wasm(), ModuleLimits.defaults());
        InstanceContext context = new InstanceContext(LIMITS, InstanceControl.create());
        InstanceBody body = provider.load(generated.wasm(), outline, Sha256.digest(generated.wasm()))
                .instantiate(CALLER, Hosts.functions(), context);
        body.initialize();
        List<String> seen = new ArrayList<>();
        for (Call call : generated.calls()) {
            body.call(generated.reset(), new long[0]);
            long[] arguments = call.arguments().stream().mapToLong(it -> it).toArray();
            seen.add(call + " gives " + outcome(body, call.function(), arguments));
            seen.add("fuel " + context.fuel().used());
            seen.add("globals " + outcome(body, generated.state(), new long[0]));
            for (int i = 0; i < Shape.MEMORIES; i++) {
                seen.add("memory " + image(body.memory(i)));
            }
        }
        return seen;
    }

    private static String outcome(InstanceBody body, int function, long[] arguments) {
        try {
            return Arrays.toString(body.call(function, arguments));
        } catch (WasmException e) {
            body.takeTrace();
            return e.toString();
        }
    }

    private static String image(LinearMemory memory) {
        byte[] bytes = new byte[(int) memory.size()];
        memory.read(0, bytes, 0, bytes.length);
        return bytes.length + " bytes, " + Arrays.hashCode(bytes);
    }
}
