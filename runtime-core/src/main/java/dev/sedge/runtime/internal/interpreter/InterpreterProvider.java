package dev.sedge.runtime.internal.interpreter;

import dev.sedge.runtime.InvalidModuleException;
import dev.sedge.runtime.internal.EngineProvider;
import dev.sedge.runtime.internal.ExecutableModule;
import dev.sedge.runtime.internal.scan.ModuleOutline;
import run.endive.wasm.Parser;
import run.endive.wasm.WasmEngineException;
import run.endive.wasm.WasmModule;

/** Endive's parser, validator and interpreter. */
public final class InterpreterProvider implements EngineProvider {

    /** The validators and their versions, for those who remember what they have let through. */
    public static final String VALIDATOR = "endive 1.2.0, scanner 1";

    private static final int LONGEST_MESSAGE = 300;

    /** What the parser keeps of one instruction, in bytes. */
    private static final int HEAP_PER_INSTRUCTION = 80;

    @Override
    public String validator() {
        return VALIDATOR;
    }

    @Override
    public ExecutableModule load(byte[] wasm, ModuleOutline outline, String digest) {
        requireHeap(wasm, outline, outline.instructionCount());
        // The parser keeps custom sections for good, and debugging information is most of many modules.
        return new InterpreterModule(parse(outline.withoutCustomSections(wasm)), outline);
    }

    @Override
    public void validate(byte[] wasm, ModuleOutline outline) {
        requireHeap(wasm, outline, outline.instructionsInDoubt());
        parse(outline.withoutProvenBodies(wasm));
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
    private static void requireHeap(byte[] wasm, ModuleOutline outline, long instructions) {
        long needed = instructions * HEAP_PER_INSTRUCTION + 2L * wasm.length;
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
