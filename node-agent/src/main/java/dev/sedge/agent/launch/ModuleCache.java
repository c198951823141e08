package dev.sedge.agent.launch;

import dev.sedge.oci.OciException;
import dev.sedge.runtime.Engine;
import dev.sedge.runtime.InvalidModuleException;
import dev.sedge.runtime.LinkException;
import dev.sedge.runtime.WasmModule;
import dev.sedge.wasi.Wasi;
import dev.sedge.wasi.WasiException;
import java.lang.ref.SoftReference;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The compiled and linked modules of late, by the digest of their bytes, so that a container whose image is known starts
 * without reading it. Kept while the heap has room. Each module is compiled once, however many ask. Thread-safe.
 */
final class ModuleCache {
    private static final int MOST = 256;

    private final Engine engine;
    private final ReentrantLock[] compiling = new ReentrantLock[32];
    private final Map<String, SoftReference<WasmModule>> modules = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, SoftReference<WasmModule>> eldest) {
            return size() > MOST;
        }
    };

    ModuleCache(Engine engine) {
        this.engine = engine;
        for (int i = 0; i < compiling.length; i++) {
            compiling[i] = new ReentrantLock();
        }
    }

    /** Where the bytes of a module come from, if they are needed. */
    @FunctionalInterface
    interface Source {
        byte[] read() throws OciException;
    }

    /**
     * The module of this digest.
     *
     * @param digest of the bytes, in the form {@code sha256:<hex>}, which the source has checked
     * @param name what people call it
     * @throws LaunchException if it is no command that runs here
     */
    WasmModule get(String digest, String name, Source source) throws OciException {
        Optional<WasmModule> known = find(digest);
        if (known.isPresent()) {
            return known.get();
        }
        ReentrantLock lock = compiling[Math.floorMod(digest.hashCode(), compiling.length)];
        lock.lock();
        try {
            known = find(digest);
            if (known.isPresent()) {
                return known.get();
            }
            WasmModule module = compile(name, source.read());
            put(digest, module);
            return module;
        } finally {
            lock.unlock();
        }
    }

    private Optional<WasmModule> find(String digest) {
        synchronized (modules) {
            SoftReference<WasmModule> reference = modules.get(digest);
            return Optional.ofNullable(reference == null ? null : reference.get());
        }
    }

    private void put(String digest, WasmModule module) {
        synchronized (modules) {
            modules.put(digest, new SoftReference<>(module));
        }
    }

    private WasmModule compile(String name, byte[] bytes) {
        try {
            WasmModule module = engine.compile(bytes);
            Wasi.checkLinks(module);
            Wasi.requireCommand(module);
            return module;
        } catch (InvalidModuleException | LinkException | WasiException e) {
            throw new LaunchException("cannot run " + name + ": " + e.getMessage(), e);
        } catch (OutOfMemoryError e) {
            throw new LaunchException(
                    "cannot compile " + name + ": the heap of the agent has no room for it; give it more with -Xmx", e);
        }
    }
}
