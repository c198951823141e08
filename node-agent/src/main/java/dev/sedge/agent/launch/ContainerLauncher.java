package dev.sedge.agent.launch;

import dev.sedge.agent.grant.GrantSyntaxException;
import dev.sedge.agent.grant.Policy;
import dev.sedge.oci.OciException;
import dev.sedge.oci.layer.WasmFile;
import dev.sedge.oci.pull.PulledImage;
import dev.sedge.oci.wasm.WasmImage;
import dev.sedge.runtime.Engine;
import dev.sedge.runtime.MemoryPool;
import java.util.List;
import java.util.Optional;

/**
 * Makes containers of what kubelet asks for: finds, compiles and links their programs, opens their files and checks what
 * they are granted. Starts nothing by itself. Thread-safe; one for a whole agent is right, because its containers share
 * compiled modules and one amount of memory.
 */
public final class ContainerLauncher {
    private final ModuleCache modules;
    private final Policy policy;
    private final MemoryPool pool = HeapShare.pool(Runtime.getRuntime().maxMemory());
    private final CpuThrottle throttle = new CpuThrottle();
    private final ImageLeases leases = new ImageLeases();

    /**
     * A launcher.
     *
     * @param engine compiles; it stays the caller's
     * @param policy what containers may have
     */
    public ContainerLauncher(Engine engine, Policy policy) {
        this.modules = new ModuleCache(engine);
        this.policy = policy;
    }

    /**
     * Prepares a container. What it holds is given back by closing it.
     *
     * @throws LaunchException if its program, a mount or a grant is not to be had; the message is for people
     * @throws OciException if the image does not hold what is to be run, or was damaged on the disk
     */
    public PreparedContainer prepare(ContainerSpec spec) throws OciException {
        ContainerLimits limits = limits(spec);
        ContainerWords words = ContainerWords.of(spec);
        ImageLeases.Held lease = leases.hold(spec.image());
        try {
            return prepare(spec, limits, words, lease);
        } catch (RuntimeException | OciException e) {
            lease.close();
            throw e;
        }
    }

    /**
     * Compiles the module that an image runs by itself, so that its first container need not wait for that, and one of
     * the next process neither. Does nothing if the image does not say which of its files that is.
     *
     * @param share for which share of the time it may compile
     * @throws LaunchException if it is no module that runs here, or was damaged on the disk
     */
    public void compileAhead(PulledImage image, double share) {
        String name = "image " + image.reference().name();
        try {
            if (image.wasm() instanceof WasmImage.RawModule raw) {
                modules.get(raw.layer().digest().toString(), name, () -> image.readModule(""))
                        .precompile(share);
                return;
            }
            List<String> argv = image.wasm().argv(Optional.empty(), List.of());
            for (WasmFile file : image.wasmFiles()) {
                if (!argv.isEmpty()
                        && (file.path().equals(argv.get(0)) || file.path().equals("/" + argv.get(0)))) {
                    modules.get(
                                    file.digest().toString(),
                                    file.path() + " of " + name,
                                    () -> image.readModule(file.path()))
                            .precompile(share);
                }
            }
        } catch (OciException e) {
            throw new LaunchException("cannot compile the module of " + name + ": " + e.getMessage(), e);
        }
    }

    private ContainerLimits limits(ContainerSpec spec) {
        try {
            return new ContainerLimits(spec, policy, pool, throttle);
        } catch (GrantSyntaxException e) {
            throw new LaunchException(String.valueOf(e.getMessage()), e);
        }
    }

    private PreparedContainer prepare(
            ContainerSpec spec, ContainerLimits limits, ContainerWords words, ImageLeases.Held lease)
            throws OciException {
        ContainerFiles files = ContainerFiles.open(spec, limits.grants());
        boolean done = false;
        try {
            ProgramFinder finder = new ProgramFinder(modules, spec.image(), files, words);
            Program program = finder.main(words);
            PreparedContainer container = new WasmContainer(spec, words, files, finder, program, limits, lease);
            done = true;
            return container;
        } finally {
            if (!done) {
                files.close();
            }
        }
    }
}
