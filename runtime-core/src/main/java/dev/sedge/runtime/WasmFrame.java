package dev.sedge.runtime;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * One Wasm function in the trace of a {@link WasmException}.
 *
 * @param functionIndex the index of the function in its module, imports first
 * @param name its name from the module's name section, empty when the module has none for it
 * @param offset where in the module's bytes it was executing, empty when unknown
 */
public record WasmFrame(int functionIndex, Optional<String> name, OptionalLong offset) {

    /** The form {@code name (func 12) @0x1a4}; without a name, {@code func 12 @0x1a4}. */
    @Override
    public String toString() {
        String function = name.map(it -> it + " (func " + functionIndex + ")").orElse("func " + functionIndex);
        return offset.isPresent() ? function + " @0x" + Long.toHexString(offset.getAsLong()) : function;
    }
}
