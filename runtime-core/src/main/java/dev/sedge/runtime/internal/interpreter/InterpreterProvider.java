package dev.sedge.runtime.internal.interpreter;

import dev.sedge.runtime.InvalidModuleException;
import dev.sedge.runtime.internal.EngineProvider;
import dev.sedge.runtime.internal.ExecutableModule;
import dev.sedge.runtime.internal.scan.FuelCosts;
import dev.sedge.runtime.internal.scan.ModuleOutline;
import dev.sedge.runtime.internal.scan.ModuleOutline.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import run.endive.wasm.Parser;
import run.endive.wasm.WasmEngineException;
import run.endive.wasm.WasmModule;
import run.endive.wasm.types.AnnotatedInstruction;
import run.endive.wasm.types.FunctionBody;

/** Endive's parser, validator and interpreter. */
public final class InterpreterProvider implements EngineProvider {

    /** The validators and their versions, for those who remember what they have let through. */
    public static final String VALIDATOR = "endive 1.2.0, scanner 1";

    private static final int LONGEST_MESSAGE = 300;

    /** What the parser keeps of one instruction, in bytes. */
    private static final int HEAP_PER_INSTRUCTION = 80;

    private final boolean meters;

    /**
     * An interpreter.
     *
     * @param meters whether modules pay with fuel for what they run
     */
    public InterpreterProvider(boolean meters) {
        this.meters = meters;
    }

    @Override
    public boolean metersFuel() {
        return meters;
    }

    @Override
    public String validator() {
        return VALIDATOR;
    }

    @Override
    public ExecutableModule load(byte[] wasm, ModuleOutline outline, String digest) {
        requireHeap(wasm, outline, outline.instructionCount(), meters ? Integer.BYTES : 0);
        // The parser keeps custom sections for good, and debugging information is most of many modules.
        byte[] core = outline.withoutCustomSections(wasm);
        WasmModule module = parse(core);
        return new InterpreterModule(module, outline, meters ? Optional.of(costs(core, module)) : Optional.empty());
    }

    @Override
    public void validate(byte[] wasm, ModuleOutline outline) {
        requireHeap(wasm, outline, outline.instructionsInDoubt(), 0);
        parse(outline.withoutProvenBodies(wasm));
    }

    private static FuelCosts costs(byte[] core, WasmModule module) {
        List<Range> bodies = new ArrayList<>();
        for (FunctionBody body : module.codeSection().functionBodies()) {
            List<AnnotatedInstruction> instructions = body.instructions();
            int last = instructions.get(instructions.size() - 1).address();
            bodies.add(new Range(instructions.get(0).address(), last + 1));
        }
        return FuelCosts.of(core, bodies);
    }

    private static WasmModule parse(byte[] wasm) {
        try {
            return Parser.parse(wasm);
        } catch (StackOverflowError e) {
            throw new InvalidModuleException("module is nested too deeply", e);
        } catch (OutOfMemoryError e) {
            throw new InvalidModuleException("module needs more memory to be parsed than the JVM has", e);
        } catch (WasmEngineException e) {
            throw new InvalidModuleException("module is invalid: " + firstOf(Faults.text(e)));
        } catch (RuntimeException e) {
            throw new InvalidModuleException("module is invalid: " + firstOf(e.toString()), e);
        }
    }

    /** A full heap would hurt every other guest, so what cannot fit is refused before it is tried. */
    private static void requireHeap(byte[] wasm, ModuleOutline outline, long instructions, int costsPerByte) {
        long needed = instructions * HEAP_PER_INSTRUCTION + (2L + costsPerByte) * wasm.length;
        Runtime jvm = Runtime.getRuntime();
        long free = jvm.maxMemory() - jvm.totalMemory() + jvm.freeMemory();
        if (needed > jvm.maxMemory() / 2 && needed > free) {
            throw new InvalidModuleException("module has " + outline.instructionCount()
                    + " instructions, for which the interpreter needs about " + (needed >> 20)
                    + " MiB of heap; the JVM has " + (jvm.maxMemory() >> 20) + " MiB, raise -Xmx");
        }
    }

    /** The validator joins all errors of a function in one message, which can be megabytes. */
    private static String firstOf(String errors) {
        int end = errors.indexOf(" - ");
        String first = end < 0 ? errors : errors.substring(0, end);
        return first.substring(0, Math.min(first.length(), LONGEST_MESSAGE)).replaceAll("\\p{C}", "?");
    }
}
