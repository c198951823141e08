package dev.sedge.wasi.internal.preview1;

import dev.sedge.runtime.HostFunction;
import dev.sedge.runtime.TrapException;
import dev.sedge.runtime.WasmException;
import dev.sedge.runtime.WasmInstance;
import dev.sedge.wasi.ExitException;
import dev.sedge.wasi.fs.Errno;
import dev.sedge.wasi.fs.ErrnoException;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/**
 * One function as the guest calls it: what the call throws becomes an errno. Only the end of the guest passes, which is
 * its exit, a stop or a limit.
 */
final class Dispatch implements HostFunction.Body {

    private final Snapshot snapshot;
    private final Call call;
    private final CallFamily family;
    private final GuestMemory memory;
    private final @Nullable Trace trace;

    Dispatch(Snapshot snapshot, Call call, CallFamily family, GuestMemory memory, @Nullable Trace trace) {
        this.snapshot = snapshot;
        this.call = call;
        this.family = family;
        this.memory = memory;
        this.trace = trace;
    }

    @Override
    public void call(WasmInstance caller, long[] stack) {
        memory.bind(caller, snapshot);
        if (trace == null) {
            stack[0] = perform(stack).code();
            return;
        }
        trace.before(call, stack);
        Errno errno = perform(stack);
        stack[0] = errno.code();
        trace.after(errno);
    }

    private Errno perform(long[] stack) {
        try {
            family.call(call, stack);
            return Errno.SUCCESS;
        } catch (ErrnoException e) {
            return e.errno();
        } catch (TrapException e) {
            return Errno.FAULT; // guest memory that was not checked before: still only the guest's own affair
        } catch (WasmException | ExitException e) {
            throw e;
        } catch (RuntimeException e) {
            System.getLogger(Dispatch.class.getName())
                    .log(Level.WARNING, call.functionName() + " failed unexpectedly and answers EIO", e);
            return Errno.IO;
        } catch (OutOfMemoryError e) {
            return Errno.NOMEM;
        }
    }
}
