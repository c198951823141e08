package dev.sedge.runtime.internal.interpreter;

import dev.sedge.runtime.TrapException;
import dev.sedge.runtime.internal.GuestFaults;
import dev.sedge.runtime.internal.InstanceContext;
import dev.sedge.runtime.internal.LinearMemory;
import dev.sedge.runtime.internal.scan.ModuleOutline;
import org.jspecify.annotations.Nullable;
import run.endive.runtime.WasmException;
import run.endive.runtime.WasmInterruptedException;
import run.endive.wasm.UninstantiableException;
import run.endive.wasm.WasmEngineException;
import run.endive.wasm.WasmModule;
import run.endive.wasm.types.Instruction;

/** Turns whatever leaves Endive into our exceptions, with the words of the specification's test suite. */
final class Faults {

    private static final String TABLE_BOUNDS = "out of bounds table access";

    private final WasmModule module;
    private final ModuleOutline outline;
    private final InstanceContext context;
    private final Probe probe;

    Faults(WasmModule module, ModuleOutline outline, InstanceContext context, Probe probe) {
        this.module = module;
        this.outline = outline;
        this.context = context;
        this.probe = probe;
    }

    /** Throws what is to leave the guest; never returns. */
    RuntimeException translate(Throwable t) {
        if (t instanceof WasmInterruptedException) {
            throw GuestFaults.interrupted(context.control());
        }
        GuestFaults.rethrowUnlessTrap(t, context);
        throw trap(t);
    }

    private TrapException trap(Throwable t) {
        if (t instanceof StackOverflowError) {
            return new TrapException(GuestFaults.STACK_EXHAUSTED);
        }
        if (t instanceof WasmException thrown) {
            return GuestFaults.uncaught(thrown.tagIdx());
        }
        if (t instanceof UninstantiableException && t.getCause() instanceof WasmEngineException cause) {
            return trap(cause);
        }
        if (t instanceof WasmEngineException) {
            return new TrapException(specText(text(t)));
        }
        String bounds = boundsText(t);
        return bounds != null ? new TrapException(bounds) : GuestFaults.ofEngine(t);
    }

    private static String specText(String text) {
        if (text.startsWith(LinearMemory.OUT_OF_BOUNDS)) {
            return LinearMemory.OUT_OF_BOUNDS;
        }
        return switch (text) {
            case "Trapped on unreachable instruction" -> "unreachable";
            case "Trapped on call_ref on null function reference" -> "null function reference";
            case "Trapped on ref_as_non_null on null reference" -> "null reference";
            case "Trapped on throw_ref on null reference" -> "null exception reference";
            case "Attempt to wait on a non-shared memory, not supported." -> "expected shared memory";
            default -> text;
        };
    }

    /** Endive forgets some bounds checks; the array's own check then stands for them. */
    private @Nullable String boundsText(Throwable t) {
        if (t instanceof IndexOutOfBoundsException || t instanceof NegativeArraySizeException) {
            String opcode = faultingOpcode();
            if (opcode.startsWith("TABLE_")) {
                return TABLE_BOUNDS;
            }
            if (opcode.startsWith("MEMORY_") || opcode.contains("_LOAD") || opcode.contains("_STORE")) {
                return LinearMemory.OUT_OF_BOUNDS;
            }
        }
        return null;
    }

    private String faultingOpcode() {
        int defined = probe.faultingFunction() - outline.importedFunctionCount();
        if (defined < 0) {
            return "";
        }
        for (Instruction instruction :
                module.codeSection().getFunctionBody(defined).instructions()) {
            if (instruction.address() == probe.faultingAddress()) {
                return instruction.opcode().name();
            }
        }
        return "";
    }

    /** The message of an exception, or its class where it has none. */
    static String text(Throwable t) {
        String message = t.getMessage();
        return message == null || message.isBlank() ? t.getClass().getSimpleName() : message;
    }
}
