package dev.sedge.agent.launch;

import dev.sedge.agent.grant.ByteSize;
import dev.sedge.runtime.ResourceLimits;
import dev.sedge.runtime.WasmModule;
import dev.sedge.wasi.Capability;
import dev.sedge.wasi.Preopen;
import dev.sedge.wasi.Wasi;
import dev.sedge.wasi.WasiConfig;
import dev.sedge.wasi.WasiProcess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A guest that is compiled, linked and granted its capabilities, and not yet started. Closing it keeps the code that it
 * needed for the next one, and gives back its files and its image, so a guest that runs is waited for first.
 */
public final class Guest implements AutoCloseable {
    private final WasmModule module;
    private final WasiConfig config;
    private final ResourceLimits limits;
    private final List<Held> held;

    /** Something that the guest needs until its end. */
    @FunctionalInterface
    interface Held {
        void close() throws IOException;
    }

    /** A guest that gives back what is held for it, in this order. */
    Guest(WasmModule module, WasiConfig config, ResourceLimits limits, Held... held) {
        this.module = module;
        this.config = config;
        this.limits = limits;
        this.held = List.of(held);
    }

    /** What the guest may see, touch and use, one line for each capability, those it was not granted included. */
    public List<String> allowances() {
        List<String> lines = new ArrayList<>();
        for (Capability capability : config.capabilities()) {
            boolean tree =
                    capability instanceof Preopen preopen && preopen.hostPath().isEmpty();
            lines.add(tree ? ImageFiles.DESCRIPTION : capability.describe());
        }
        if (config.listeners().isEmpty()) {
            lines.add("network: none");
        }
        lines.add("memory: at most " + ByteSize.format(limits.memoryBytes()));
        lines.add("time: "
                + limits.deadline()
                        .map(most -> "at most " + most.toMillis() + " ms")
                        .orElse("no limit"));
        return List.copyOf(lines);
    }

    /** The guest's arguments, its name first. */
    public List<String> args() {
        return config.args();
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
        module.keepCode();
        for (Held thing : held) {
            try {
                thing.close();
            } catch (IOException e) {
                System.getLogger(Guest.class.getName())
                        .log(System.Logger.Level.WARNING, "giving back what a guest held failed", e);
            }
        }
    }
}
