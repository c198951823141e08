package dev.sedge.runtime.internal.compiler.run;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Finds both ends of a deep Java stack: a stack trace of the JVM holds the innermost thousand calls only. */
final class DeepTrace {

    private static final int KEPT = 60;

    private final List<StackTraceElement> inner = new ArrayList<>();
    private final Deque<StackTraceElement> outer = new ArrayDeque<>();
    private boolean ended;

    private DeepTrace() {}

    /** The innermost and the outermost calls up to one of a class. */
    static StackTraceElement[] upTo(String className) {
        DeepTrace trace = new DeepTrace();
        StackWalker.getInstance().forEach(frame -> trace.add(frame, className));
        trace.inner.addAll(trace.outer);
        return trace.inner.toArray(StackTraceElement[]::new);
    }

    private void add(StackWalker.StackFrame frame, String className) {
        if (ended) {
            return;
        }
        ended = frame.getClassName().equals(className);
        if (inner.size() < KEPT) {
            inner.add(frame.toStackTraceElement());
            return;
        }
        if (outer.size() == KEPT) {
            outer.removeFirst();
        }
        outer.addLast(frame.toStackTraceElement());
    }
}
