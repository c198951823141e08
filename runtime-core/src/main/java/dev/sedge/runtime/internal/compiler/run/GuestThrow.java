package dev.sedge.runtime.internal.compiler.run;

import dev.sedge.runtime.TrapException;
import org.jspecify.annotations.Nullable;

/** An exception of the guest on its way to a handler. It has no Java stack trace: guests throw often. */
public final class GuestThrow extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int tag;
    private final int function;
    private final int line;
    private final transient long[] values;

    private GuestThrow(long[] values, int tag, int function, int line) {
        super(null, null, false, false);
        this.values = values;
        this.tag = tag;
        this.function = function;
        this.line = line;
    }

    /** An exception with values, thrown in a function at a line. */
    public static GuestThrow create(long[] values, int tag, int function, int line) {
        return new GuestThrow(values, tag, function, line);
    }

    /** The exception behind a reference. */
    public static GuestThrow again(@Nullable Object exception) {
        if (exception == null) {
            throw new TrapException("null exception reference");
        }
        return (GuestThrow) exception;
    }

    public int tag() {
        return tag;
    }

    /** Where it was thrown. */
    public int function() {
        return function;
    }

    /** The line there, as in generated classes. */
    public int line() {
        return line;
    }

    /** One of its values, floats as raw bits. */
    public long value(int index) {
        return values[index];
    }
}
