package dev.sedge.runtime;

import static java.util.Objects.requireNonNull;

/**
 * A function of the host that guests may call.
 *
 * @param name the name guests import it by
 * @param type its parameters and results
 * @param body what it does
 */
public record HostFunction(String name, FunctionType type, Body body) {

    /** Checks that nothing is null. */
    public HostFunction {
        requireNonNull(name, "name");
        requireNonNull(type, "type");
        requireNonNull(body, "body");
    }

    /** What a host function does. */
    @FunctionalInterface
    public interface Body {
        /**
         * Runs on the thread of the guest.
         *
         * <p>The arguments are in {@code stack} from index 0; results are written to it from index 0. It has room for
         * whichever needs more slots, belongs to the caller and must not be kept. Of an {@code i32} or {@code f32} only
         * the low 32 bits mean anything. What the body throws unwinds the guest and leaves {@link WasmInstance#call}
         * unchanged; the instance cannot be used after that.
         *
         * @param caller the instance that calls
         * @param stack arguments and results
         */
        void call(WasmInstance caller, long[] stack);
    }

    /** The form {@code log (i32) -> ()}. */
    @Override
    public String toString() {
        return name + " " + type;
    }
}
