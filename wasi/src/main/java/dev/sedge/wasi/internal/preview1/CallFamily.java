package dev.sedge.wasi.internal.preview1;

import dev.sedge.wasi.fs.ErrnoException;

/** A group of calls that belong together. */
interface CallFamily {
    /**
     * Does one call.
     *
     * @param call one of this family
     * @param a the arguments as the guest gave them; of an i32 only the low 32 bits mean anything
     * @throws ErrnoException instead of success
     */
    void call(Call call, long[] a) throws ErrnoException;

    /** The answer to a call that is registered with the wrong family. */
    static IllegalStateException foreign(Call call) {
        return new IllegalStateException(call.functionName() + " does not belong to this family");
    }
}
