package dev.sedge.agent.launch;

import dev.sedge.oci.OciException;
import dev.sedge.runtime.Engine;
import dev.sedge.runtime.InvalidModuleException;
import dev.sedge.runtime.LinkException;
import dev.sedge.runtime.WasmModule;
import dev.sedge.wasi.Wasi;
import dev.sedge.wasi.WasiException;
import java.lang.ref.SoftReference;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The compiled and linked modules of late, by the digest of their bytes, so that a container whose image is known starts
 * without reading it. The latest few are held in any case, the others while the heap has room. Each module is compiled
 * once, however many ask. Thread-safe.
 */
final class ModuleCache {
    private static final int MOST = 256;

    /** What a compiled module takes of the heap for each of its bytes: about 40. */
    private static final int HEAP_PER_BYTE = 40;

    private final Engine engine;
    private final ReentrantLock[] compiling = new ReentrantLock[32];

    /** In the order of their use; guarded by itself, as what follows. */
    private final Map<String, Cached> modules = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Cached> eldest) {
            return size() > MOST;
        }
    };

    private final Map<String, Held> latest = new LinkedHashMap<>(16, 0.75f, true);
    private final long mostHeld;
    private long heldBytes;

    ModuleCache(Engine engine) {
        this(engine, Runtime.getRuntime().maxMemory() / 4 / HEAP_PER_BYTE);
    }

    /**
     * A cache.
     *
     * @param mostHeld how many bytes the modules may have together that are held in any case
     */
    ModuleCache(Engine engine, long mostHeld) {
        this.engine = engine;
        this.mostHeld = mostHeld;
        for (int i = 0; i < compiling.length; i++) {
            compiling[i] = new ReentrantLock();
        }
    }

    private record Cached(SoftReference<WasmModule> module, int bytes) {}

    private record Held(WasmModule module, int bytes) {}

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
            byte[] bytes = source.read();
            WasmModule module = compile(name, bytes);
            put(digest, module, bytes.length);
            return module;
        } finally {
            lock.unlock();
        }
    }

    private Optional<WasmModule> find(String digest) {
        synchronized (modules) {
            Cached cached = modules.get(digest);
            WasmModule module = cached == null ? null : cached.module.get();
            if (cached != null && module != null) {
                hold(digest, new Held(module, cached.bytes));
            }
            return Optional.ofNullable(module);
        }
    }

    private void put(String digest, WasmModule module, int bytes) {
        synchronized (modules) {
            modules.put(digest, new Cached(new SoftReference<>(module), bytes));
            hold(digest, new Held(module, bytes));
        }
    }

    private void hold(String digest, Held used) {
        Held before = latest.put(digest, used);
        heldBytes += used.bytes - (before == null ? 0 : before.bytes);
        Iterator<Held> eldest = latest.values().iterator();
        while (heldBytes > mostHeld && eldest.hasNext()) {
            heldBytes -= eldest.next().bytes;
            eldest.remove();
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
