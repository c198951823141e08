package dev.sedge.runtime.internal.compiler;

import dev.sedge.runtime.WasmFrame;
import dev.sedge.runtime.internal.HostThrow;
import dev.sedge.runtime.internal.TraceRecorder;
import dev.sedge.runtime.internal.compiler.emit.Lines;
import dev.sedge.runtime.internal.compiler.emit.Names;
import dev.sedge.runtime.internal.compiler.read.ModuleCode;
import dev.sedge.runtime.internal.compiler.read.ModuleCode.Range;
import dev.sedge.runtime.internal.compiler.run.GuestThrow;
import java.util.List;

/** Finds the functions of the guest in the stack traces of Java exceptions: in the names of methods, and in line numbers. */
final class Traces {

    private static final char FUNCTION = 'f';
    private static final long UNKNOWN = -1;
    private static final int NONE = -1;

    private final ModuleCode code;
    private final String loader;
    private final TraceRecorder recorder = new TraceRecorder();

    /** The function of which a part was added last, whose other methods are called around that. */
    private int divided = NONE;

    Traces(ModuleCode code, String loader) {
        this.code = code;
        this.loader = loader;
    }

    /** Remembers the functions between what was thrown and the call of a function from outside that it leaves. */
    void record(Throwable thrown, int called) {
        if (thrown instanceof GuestThrow guest) {
            add(guest.function(), guest.line());
            return;
        }
        divided = NONE;
        Throwable origin = thrown instanceof HostThrow host ? host.thrown() : thrown;
        for (StackTraceElement element : origin.getStackTrace()) {
            if (loader.equals(element.getClassLoaderName())) {
                add(element);
            } else if (element.getClassName().equals(CompiledBody.class.getName())) {
                return;
            }
        }
        // A stack trace of the JVM ends after a thousand calls.
        recorder.add(called, UNKNOWN);
    }

    private void add(StackTraceElement element) {
        String method = element.getMethodName();
        if (method.charAt(0) != FUNCTION) {
            return;
        }
        int function = Names.function(method);
        if (function == divided) {
            // The line of what was called in it is known already.
            divided = isWhole(method) ? NONE : function;
            return;
        }
        divided = isWhole(method) ? NONE : function;
        if (function < code.outline().importedFunctionCount()) {
            recorder.add(function, UNKNOWN);
        } else if (element.getLineNumber() > 0) {
            add(function, element.getLineNumber());
        }
    }

    /** Whether a method is all of a function: {@code f12}, or {@code f12t}, not {@code f12p3} or {@code f12c3}. */
    private static boolean isWhole(String method) {
        return method.indexOf('p') < 0 && method.indexOf('c') < 0;
    }

    private void add(int function, int line) {
        if (line == Lines.NONE) {
            recorder.add(function, UNKNOWN);
            return;
        }
        Range body = code.body(function);
        recorder.add(function, Lines.of(body.start(), body.end()).offset(line));
    }

    List<WasmFrame> take() {
        return recorder.take(code.outline());
    }
}
