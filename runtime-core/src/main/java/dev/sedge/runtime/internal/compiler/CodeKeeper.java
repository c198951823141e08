package dev.sedge.runtime.internal.compiler;

import dev.sedge.runtime.internal.cache.CodeArchive;
import dev.sedge.runtime.internal.cache.CodeKey;
import dev.sedge.runtime.internal.cache.CodeStore;
import java.util.Optional;

/**
 * Keeps the code of one module. What is kept grows from run to run by what each has needed first; it is one file that is
 * replaced as a whole, and where two processes do that at once, what one of them has added may have to be compiled again.
 */
final class CodeKeeper {

    /** An attribute of an archive to which nothing can be added ahead. */
    private static final String COMPLETE = "complete";

    /** Not less than that of new code is worth a new file. */
    private static final long LEAST_STEP = 4 << 20;

    private final CodeStore store;
    private final CodeKey key;
    private final Reminder reminder;
    private final long leastStep;

    CodeKeeper(CodeStore store, CodeKey key, Reminder reminder) {
        this(store, key, reminder, LEAST_STEP);
    }

    CodeKeeper(CodeStore store, CodeKey key, Reminder reminder, long leastStep) {
        this.store = store;
        this.key = key;
        this.reminder = reminder;
        this.leastStep = leastStep;
    }

    static boolean isComplete(CodeArchive archive) {
        return archive.attributeNames().contains(COMPLETE);
    }

    static CodeArchive completed(CodeArchive archive) {
        return archive.withAttribute(COMPLETE, new byte[0]);
    }

    /** Keeps this and what another process has kept meanwhile. */
    boolean keep(CodeArchive archive) {
        Optional<CodeArchive> present = isComplete(archive) ? Optional.empty() : store.find(key);
        if (present.isEmpty()) {
            return store.save(key, archive);
        }
        try (CodeArchive other = present.get()) {
            return isComplete(other) || store.save(key, other.with(archive));
        }
    }

    /** What is kept. */
    Optional<CodeArchive> kept() {
        return store.find(key);
    }

    /**
     * How much new code, in bytes, is to be kept at once: the heap holds it until then, and a file is written as a whole,
     * so that many small steps would write a multiple of all there is.
     */
    long step(CodeArchive kept) {
        return Math.max(leastStep, (key.moduleBytes() + kept.bytes()) / 2);
    }

    /** Has what is written kept later, for a process may end without a word. */
    void keepSoon(ClassSource source) {
        reminder.remind(source::keep);
    }
}
