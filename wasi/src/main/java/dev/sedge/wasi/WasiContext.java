package dev.sedge.wasi;

import dev.sedge.runtime.HostModule;
import dev.sedge.runtime.InstanceControl;
import dev.sedge.wasi.internal.preview1.Preview1;

/**
 * The system calls of one guest for embedders who make the instance themselves, because it is a library (a "reactor")
 * or needs further host modules. For one instance and its thread; {@link #close} ends it, after the instance.
 *
 * <p>{@code proc_exit} throws {@link ExitException} through the call of the export.
 */
public final class WasiContext implements AutoCloseable {
    private final Preview1 calls;

    private WasiContext(Preview1 calls) {
        this.calls = calls;
    }

    /**
     * Opens what a guest is granted.
     *
     * @param config what that is
     * @param control the control with which the instance is made: a stop also ends the guest's waits
     * @return the system calls
     * @throws WasiException if a preopen or a listener cannot be opened
     */
    public static WasiContext open(WasiConfig config, InstanceControl control) {
        HostLocale.warnOnce(config);
        return new WasiContext(Preview1.open(config, control));
    }

    /**
     * The functions that the guest imports.
     *
     * @return the host module {@code wasi_snapshot_preview1}, for one instance
     */
    public HostModule hostModule() {
        return calls.module();
    }

    /**
     * The same functions under the name {@code wasi_unstable} and in the form of the older snapshot 0, which modules of
     * early toolchains import; for the same instance.
     *
     * @return the host module {@code wasi_unstable}
     */
    public HostModule unstableHostModule() {
        return calls.unstableModule();
    }

    /** Closes the guest's descriptors and whatever was opened for it. Idempotent. */
    @Override
    public void close() {
        calls.close();
    }

    Preview1 calls() {
        return calls;
    }
}
