package dev.sedge.runtime.internal;

import dev.sedge.runtime.internal.scan.ModuleOutline;
import java.util.Optional;

/** A tier: turns the bytes of a module into something that runs. Thread-safe. */
public interface EngineProvider {

    /** What is known of exactly these bytes; nothing in a tier that keeps nothing. */
    default Optional<KeptModule> recall(byte[] wasm) {
        return Optional.empty();
    }

    /**
     * Validates a module that the scanner has let through and prepares it.
     *
     * @param digest the digest of the bytes in the form {@code sha256:<hex>}
     * @throws dev.sedge.runtime.InvalidModuleException when it is not valid; nothing else may leave for any bytes
     */
    ExecutableModule load(byte[] wasm, ModuleOutline outline, String digest);

    /**
     * Only validates a module that the scanner has let through.
     *
     * @throws dev.sedge.runtime.InvalidModuleException when it is not valid; nothing else may leave for any bytes
     */
    void validate(byte[] wasm, ModuleOutline outline);

    /** Whether the modules pay with fuel for the instructions they run. */
    boolean metersFuel();

    /** Who validates modules, and in which version; code is kept together with it. */
    String validator();
}
