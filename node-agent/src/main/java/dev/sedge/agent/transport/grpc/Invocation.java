package dev.sedge.agent.transport.grpc;

import com.google.protobuf.MessageLite;
import dev.sedge.agent.cri.CriException;
import dev.sedge.agent.cri.Rpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** One call of a handler: runs on a thread of its lane, may be cancelled by any other, answers once. */
final class Invocation<Q extends MessageLite, R extends MessageLite> implements Runnable {
    private static final Logger LOGGER = System.getLogger(Invocation.class.getName());
    /** It travels in a header, and clients refuse headers of more than 8 KiB. */
    private static final int LONGEST_MESSAGE = 2000;

    private final Rpc<Q, R> rpc;
    private final ServerCall<Q, R> call;
    private final Q request;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Thread thread;
    private boolean cancelled;

    Invocation(Rpc<Q, R> rpc, ServerCall<Q, R> call, Q request) {
        this.rpc = rpc;
        this.call = call;
        this.request = request;
    }

    /** The client no longer waits: interrupts the handler if it runs, and does not start it otherwise. */
    void cancel() {
        lock.lock();
        try {
            cancelled = true;
            if (thread != null) {
                thread.interrupt();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void run() {
        if (!begin()) {
            return;
        }
        long start = System.nanoTime();
        R response = null;
        var status = Status.OK;
        try {
            response = rpc.handler().handle(request);
        } catch (Exception | Error e) {
            status = status(e);
        } finally {
            end();
        }
        if (LOGGER.isLoggable(Level.DEBUG)) {
            long micros = (System.nanoTime() - start) / 1000;
            LOGGER.log(Level.DEBUG, "{0}: {1} after {2} µs", rpc.name(), status.getCode(), Long.toString(micros));
        }
        answer(response, status);
    }

    private boolean begin() {
        lock.lock();
        try {
            if (!cancelled) {
                thread = Thread.currentThread();
            }
            return !cancelled;
        } finally {
            lock.unlock();
        }
    }

    /** From here on nobody interrupts the thread, and who uses it next does not see that anybody has. */
    private void end() {
        lock.lock();
        try {
            thread = null;
            if (cancelled) {
                Thread.interrupted();
            }
        } finally {
            lock.unlock();
        }
    }

    private Status status(Throwable failure) {
        if (failure instanceof CriException refusal) {
            if (refusal.kind() == CriException.Kind.INTERNAL) {
                LOGGER.log(Level.WARNING, rpc.name() + " failed", failure);
            }
            return Status.fromCode(Status.Code.valueOf(refusal.kind().name())).withDescription(shorten(refusal));
        }
        if (failure instanceof InterruptedException) {
            return Status.UNAVAILABLE.withDescription(rpc.name() + " was given up: the agent stops");
        }
        LOGGER.log(Level.ERROR, rpc.name() + " failed unexpectedly", failure);
        return Status.INTERNAL.withDescription(
                rpc.name() + " failed unexpectedly, the agent's log says more: " + shorten(failure));
    }

    private static String shorten(Throwable failure) {
        String message = failure instanceof CriException ? String.valueOf(failure.getMessage()) : failure.toString();
        return message.length() <= LONGEST_MESSAGE ? message : message.substring(0, LONGEST_MESSAGE) + "…";
    }

    private void answer(@Nullable R response, Status status) {
        if (call.isCancelled()) {
            return;
        }
        if (response != null) {
            call.sendHeaders(new Metadata());
            call.sendMessage(response);
        }
        call.close(status, new Metadata());
    }
}
