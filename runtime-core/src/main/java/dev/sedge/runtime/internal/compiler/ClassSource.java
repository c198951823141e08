package dev.sedge.runtime.internal.compiler;

import dev.sedge.runtime.internal.cache.CodeArchive;
import dev.sedge.runtime.internal.compiler.emit.ClassFactory;
import dev.sedge.runtime.internal.compiler.emit.ModulePlan;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where the classes of a module come from: from what was kept, where it has them, else they are written. Thread-safe. */
final class ClassSource {

    private final ModulePlan plan;
    private final Optional<CodeKeeper> keeper;

    /** Two threads may make one each; either will do. */
    private volatile @Nullable ClassFactory factory;

    /** Volatile: written by the thread that writes ahead, read by those that load classes. */
    private volatile CodeArchive archive;

    /** What was written and is not kept yet, in the order in which it was needed; guarded by itself. */
    private final Map<String, byte[]> written = new LinkedHashMap<>();

    /**
     * @param archive what there is already
     * @param keeper keeps what is written; empty for nobody
     */
    ClassSource(ModulePlan plan, CodeArchive archive, Optional<CodeKeeper> keeper) {
        this.plan = plan;
        this.archive = archive;
        this.keeper = keeper;
    }

    /** The class file of an internal name. */
    ByteBuffer find(String internalName) {
        Optional<ByteBuffer> known = archive.classFile(internalName);
        if (known.isPresent()) {
            return known.get();
        }
        byte[] made = write(internalName);
        if (keeper.isPresent() && !isComplete()) {
            synchronized (written) {
                written.put(internalName, made);
            }
            keeper.get().keepSoon(this);
        }
        return ByteBuffer.wrap(made);
    }

    private byte[] write(String internalName) {
        return DeepStack.call(() -> factory().write(internalName));
    }

    /** Made when it is needed, so that a module of which all is kept loads nothing of ASM. */
    private ClassFactory factory() {
        ClassFactory made = factory;
        if (made == null) {
            made = new ClassFactory(plan);
            factory = made;
        }
        return made;
    }

    /** Whether there is nothing to be written ahead. */
    boolean isComplete() {
        return CodeKeeper.isComplete(archive);
    }

    /** Keeps what was written, if there is something new. */
    boolean keep() {
        Map<String, byte[]> news;
        synchronized (written) {
            news = new LinkedHashMap<>(written);
        }
        if (news.isEmpty() || keeper.isEmpty() || !keeper.get().keep(archive.with(news))) {
            return false;
        }
        synchronized (written) {
            written.keySet().removeAll(news.keySet());
        }
        return true;
    }

    /** Writes all classes that can be known ahead, and keeps them, unless the thread is interrupted meanwhile. */
    void complete(Pace pace) {
        Map<String, byte[]> missing = new LinkedHashMap<>();
        synchronized (written) {
            missing.putAll(written);
        }
        Deque<String> names = new ArrayDeque<>(factory().names());
        while (!names.isEmpty()) {
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
            String name = names.remove();
            if (!missing.containsKey(name) && archive.classFile(name).isEmpty()) {
                long begin = System.nanoTime();
                missing.put(name, write(name));
                names.addAll(DeepStack.call(() -> factory().companions(name)));
                pace.rest(System.nanoTime() - begin);
            }
        }
        archive = CodeKeeper.completed(archive.with(missing));
        if (keeper.isPresent()) {
            keeper.get().keep(archive);
        }
        synchronized (written) {
            written.clear();
        }
    }
}
