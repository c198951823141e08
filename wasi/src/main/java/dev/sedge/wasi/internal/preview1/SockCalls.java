package dev.sedge.wasi.internal.preview1;

import dev.sedge.wasi.fs.Errno;
import dev.sedge.wasi.fs.ErrnoException;

/** {@code sock_accept}, {@code sock_recv}, {@code sock_send} and {@code sock_shutdown}: NOSYS, there are no sockets. */
final class SockCalls implements CallFamily {
    @Override
    public void call(Call call, long[] a) throws ErrnoException {
        throw new ErrnoException(Errno.NOSYS);
    }
}
