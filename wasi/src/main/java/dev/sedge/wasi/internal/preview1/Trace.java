package dev.sedge.wasi.internal.preview1;

import dev.sedge.wasi.CallListener;
import dev.sedge.wasi.fs.Errno;
import dev.sedge.wasi.fs.ErrnoException;
import java.util.List;

/** Tells a listener about calls. */
final class Trace {
    private final CallListener listener;
    private final GuestMemory memory;

    Trace(CallListener listener, GuestMemory memory) {
        this.listener = listener;
        this.memory = memory;
    }

    void before(Call call, long[] a) {
        StringBuilder line = new StringBuilder("==> ");
        line.append(memory.snapshot().module())
                .append('.')
                .append(call.functionName())
                .append('(');
        List<String> parameters = call.parameters();
        for (int i = 0; i < parameters.size(); i++) {
            line.append(i == 0 ? "" : ",").append(parameters.get(i)).append('=');
            line.append(isPath(parameters, i) ? text(a[i], a[i + 1]) : number(call, i, a[i]));
        }
        listener.hear(line.append(')').toString());
    }

    void after(Errno errno) {
        listener.hear("<== errno=E" + errno.name());
    }

    private static boolean isPath(List<String> parameters, int i) {
        return parameters.get(i).endsWith("path")
                && i + 1 < parameters.size()
                && parameters.get(i + 1).endsWith("path_len");
    }

    private static String number(Call call, int parameter, long value) {
        return call.isLong(parameter) ? Long.toString(value) : Integer.toString((int) value);
    }

    /** The text of a path, or its address if it cannot be read. Characters that could steer a terminal are replaced. */
    private String text(long address, long length) {
        try {
            return memory.path(GuestMemory.unsigned(address), GuestMemory.unsigned(length))
                    .replaceAll("\\p{Cntrl}", "?");
        } catch (ErrnoException e) {
            return Integer.toString((int) address);
        }
    }
}
