package dev.sedge.agent.launch;

import dev.sedge.agent.tools.Tool;
import dev.sedge.oci.OciException;
import dev.sedge.oci.store.Lease;
import dev.sedge.runtime.Engine;
import dev.sedge.runtime.MemoryPool;
import java.util.Optional;
import java.util.function.Function;

/**
 * Makes containers of what kubelet asks for: finds, compiles and links their programs, opens their files and checks what
 * they are granted. Starts nothing by itself. Thread-safe; one for a whole agent is right, because its containers share
 * compiled modules and one amount of memory.
 */
public final class ContainerLauncher {
    private final ModuleCache modules;
    private final Function<String, Optional<Tool>> tools;
    private final MemoryPool pool = HeapShare.pool(Runtime.getRuntime().maxMemory());

    /** A launcher that compiles with the given engine, which stays the caller's. */
    public ContainerLauncher(Engine engine) {
        this(engine, name -> name.equals("true") ? Optional.of(context -> 0) : Optional.empty());
    }

    ContainerLauncher(Engine engine, Function<String, Optional<Tool>> tools) {
        this.modules = new ModuleCache(engine);
        this.tools = tools;
    }

    /**
     * Prepares a container. What it holds is given back by closing it.
     *
     * @throws LaunchException if its program, a mount or a grant is not to be had; the message is for people
     * @throws OciException if the image does not hold what is to be run, or was damaged on the disk
     */
    public PreparedContainer prepare(ContainerSpec spec) throws OciException {
        GuestGrants grants = grants(spec);
        ContainerWords words = ContainerWords.of(spec);
        Lease lease = spec.image().lease();
        try {
            return prepare(spec, grants, words, lease);
        } catch (LaunchException | OciException e) {
            lease.close();
            throw e;
        }
    }

    private PreparedContainer prepare(ContainerSpec spec, GuestGrants grants, ContainerWords words, Lease lease)
            throws OciException {
        ContainerFiles files = ContainerFiles.open(spec, grants);
        boolean done = false;
        try {
            ProgramFinder finder = new ProgramFinder(modules, tools, spec.image(), files, words);
            Program program = finder.main(words);
            PreparedContainer container =
                    new WasmContainer(spec, words, files, finder, program, new ContainerLimits(grants, pool), lease);
            done = true;
            return container;
        } finally {
            if (!done) {
                files.close();
            }
        }
    }

    private static GuestGrants grants(ContainerSpec spec) {
        long limit = spec.config().getLinux().getResources().getMemoryLimitInBytes();
        GuestGrants grants = GuestGrants.defaults();
        return limit > 0 ? grants.withMemoryBytes(limit) : grants;
    }
}
