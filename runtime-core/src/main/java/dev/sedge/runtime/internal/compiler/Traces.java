package dev.sedge.runtime.internal.compiler;

import dev.sedge.runtime.WasmFrame;
import dev.sedge.runtime.internal.HostThrow;
import dev.sedge.runtime.internal.TraceRecorder;
import dev.sedge.runtime.internal.compiler.emit.Lines;
import dev.sedge.runtime.internal.compiler.read.ModuleCode;
import dev.sedge.runtime.internal.compiler.read.ModuleCode.Range;
import dev.sedge.runtime.internal.compiler.run.GuestThrow;
import java.util.List;

/** Finds the functions of the guest in the stack traces of Java exceptions: in the names of methods, and in line numbers. */
final class Traces {

    private static final char FUNCTION = 'f';
    private static final long UNKNOWN = -1;

    private final ModuleCode code;
    private final String loader;
    private final TraceRecorder recorder = new TraceRecorder();

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
        int function = function(method);
        if (function < code.outline().importedFunctionCount()) {
            recorder.add(function, UNKNOWN);
        } else if (element.getLineNumber() > 0) {
            add(function, element.getLineNumber());
        }
    }

    /** The number in the name of a method: {@code f12}, or {@code f12p3} for a part of a function. */
    private static int function(String method) {
        int end = 1;
        while (end < method.length() && Character.isDigit(method.charAt(end))) {
            end++;
        }
        return Integer.parseInt(method, 1, end, 10);
    }

    private void add(int function, int line) {
        Range body = code.body(function);
        recorder.add(function, Lines.of(body.start(), body.end()).offset(line));
    }

    List<WasmFrame> take() {
        return recorder.take(code.outline());
    }
}
