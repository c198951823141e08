package dev.sedge.runtime.internal.compiler;

import dev.sedge.runtime.internal.cache.CodeArchive;
import dev.sedge.runtime.internal.compiler.emit.ClassFactory;
import dev.sedge.runtime.internal.compiler.emit.ModulePlan;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where the classes of a module come from: from what was kept, where it has them, else they are written. Thread-safe. */
final class ClassSource {

    private final ModulePlan plan;
    private final Optional<CodeKeeper> keeper;

    /** One for all threads, because it knows of what it has written. */
    private volatile @Nullable ClassFactory factory;

    /** Volatile: written by the thread that writes ahead, read by those that load classes. */
    private volatile CodeArchive archive;

    /** Held while code is kept: what is kept may be read from a file that is closed when another one has replaced it. */
    private final Object keeping = new Object();

    /** What was needed and is not kept yet; guarded by itself. */
    private final NewCode written = new NewCode();

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
                written.add(internalName, made, factory().divided(internalName));
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
        return made == null ? newFactory() : made;
    }

    private synchronized ClassFactory newFactory() {
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
        CodeArchive news;
        synchronized (written) {
            if (written.isEmpty()) {
                return false;
            }
            news = written.archive();
        }
        synchronized (keeping) {
            if (keeper.isEmpty() || !keeper.get().keep(archive.with(news))) {
                return false;
            }
        }
        forget(news);
        return true;
    }

    private void forget(CodeArchive kept) {
        synchronized (written) {
            written.removeAll(kept);
        }
    }

    /**
     * Writes all classes that can be known ahead, and keeps them as it goes on, so that the heap need not hold them all and
     * what is done is done. Gives up if they cannot be kept where they should, or the thread is interrupted.
     */
    void complete(Pace pace) {
        NewCode news = new NewCode();
        long step = step();
        Deque<String> names = new ArrayDeque<>(factory().names());
        while (!names.isEmpty() && !isComplete()) {
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
            String name = names.remove();
            if (archive.classFile(name).isEmpty()) {
                news.add(
                        name,
                        pending(name).orElseGet(() -> write(name, pace)),
                        factory().divided(name));
                if (news.bytes() >= step) {
                    if (!moveToFile(news.archive())) {
                        return;
                    }
                    news = new NewCode();
                    step = step();
                }
            }
            names.addAll(pages(name));
        }
        if (!isComplete()) {
            CodeArchive rest = CodeKeeper.completed(news.archive());
            if (keeper.isEmpty()) {
                archive = archive.with(rest);
            } else {
                moveToFile(rest);
            }
        }
    }

    private byte[] write(String name, Pace pace) {
        long begin = System.nanoTime();
        byte[] made = write(name);
        pace.rest(System.nanoTime() - begin);
        return made;
    }

    private Optional<byte[]> pending(String name) {
        synchronized (written) {
            return written.classFile(name);
        }
    }

    /** How much new code is kept at once; without a keeper that never comes. */
    private long step() {
        return keeper.isPresent() ? keeper.get().step(archive) : Long.MAX_VALUE;
    }

    /** Has this kept with what there is, and all of it read from there from now on. */
    private boolean moveToFile(CodeArchive news) {
        CodeKeeper to = keeper.orElseThrow();
        synchronized (keeping) {
            CodeArchive all = archive.with(news);
            if (!to.keep(all)) {
                return false;
            }
            Optional<CodeArchive> kept = to.kept();
            if (kept.isPresent()) {
                CodeArchive before = archive;
                archive = kept.get();
                before.close(); // Whoever just reads from it has its class written again.
            } else {
                archive = all;
            }
        }
        forget(news);
        return true;
    }

    private List<String> pages(String name) {
        Collection<Integer> divided = factory().divided(name);
        Collection<Integer> known = divided.isEmpty() ? NewCode.divided(archive, name) : divided;
        return known.isEmpty() ? List.of() : DeepStack.call(() -> factory().pages(known));
    }
}
