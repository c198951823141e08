package dev.sedge.agent.launch;

import dev.sedge.runtime.ResourceLimits;
import dev.sedge.runtime.WasmModule;
import dev.sedge.wasi.Capability;
import dev.sedge.wasi.Wasi;
import dev.sedge.wasi.WasiConfig;
import dev.sedge.wasi.WasiProcess;
import dev.sedge.wasi.fs.GuestFileSystem;
import java.util.List;
import java.util.Optional;

/**
 * A guest that is compiled, linked and granted its capabilities, and not yet started. Closing it gives back its files,
 * so a guest that runs is waited for first.
 */
public final class Guest implements AutoCloseable {
    private final WasmModule module;
    private final WasiConfig config;
    private final ResourceLimits limits;
    private final Optional<GuestFileSystem> files;

    Guest(WasmModule module, WasiConfig config, ResourceLimits limits, Optional<GuestFileSystem> files) {
        this.module = module;
        this.config = config;
        this.limits = limits;
        this.files = files;
    }

    /** What the guest may see and touch, those capabilities it was not granted included. */
    public List<Capability> capabilities() {
        return config.capabilities();
    }

    /** The guest's arguments, its name first. */
    public List<String> args() {
        return config.args();
    }

    /** The limits it runs in. */
    public ResourceLimits limits() {
        return limits;
    }

    /**
     * Starts it on a thread of its own.
     *
     * @throws dev.sedge.wasi.WasiException if something that was granted cannot be opened
     */
    public WasiProcess start() {
        return Wasi.start(module, config, limits);
    }

    @Override
    public void close() {
        files.ifPresent(GuestFileSystem::close);
    }
}
