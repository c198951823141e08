package dev.sedge.runtime;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that can go wrong with a guest. The kinds are sealed: a module that is no module
 * ({@link InvalidModuleException}), a module whose imports are not all there ({@link LinkException}), a guest that did
 * something Wasm forbids ({@link TrapException}), a guest that wanted more than its limits allow
 * ({@link LimitExceededException}), and a guest that was stopped ({@link GuestInterruptedException}).
 */
public abstract sealed class WasmException extends RuntimeException
        permits InvalidModuleException,
                LinkException,
                TrapException,
                LimitExceededException,
                GuestInterruptedException {

    private static final long serialVersionUID = 1L;

    private transient List<WasmFrame> trace = List.of();

    WasmException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /**
     * The Wasm functions that were running, innermost first, at most the 50 innermost and the 50 outermost. Empty where
     * no guest was running and for an exception that has not reached the caller of the guest yet.
     */
    public List<WasmFrame> trace() {
        return trace;
    }

    /** Adds the trace to an exception that has none. */
    void attach(List<WasmFrame> frames) {
        if (trace.isEmpty()) {
            trace = List.copyOf(frames);
        }
    }
}
