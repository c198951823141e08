package dev.sedge.wasi.internal.preview1;

import dev.sedge.wasi.ExitException;
import dev.sedge.wasi.fs.Errno;
import dev.sedge.wasi.fs.ErrnoException;

/** {@code proc_exit}, which never returns, and {@code proc_raise}: NOTSUP, because WASI has no signals. */
final class ProcCalls implements CallFamily {
    @Override
    public void call(Call call, long[] a) throws ErrnoException {
        switch (call) {
            case PROC_EXIT -> throw new ExitException((int) a[0]);
            case PROC_RAISE -> throw new ErrnoException(Errno.NOTSUP);
            default -> throw CallFamily.foreign(call);
        }
    }
}
