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

    private final CodeStore store;
    private final CodeKey key;
    private final Reminder reminder;

    CodeKeeper(CodeStore store, CodeKey key, Reminder reminder) {
        this.store = store;
        this.key = key;
        this.reminder = reminder;
    }

    static boolean isComplete(CodeArchive archive) {
        return archive.attribute(COMPLETE).isPresent();
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
        return isComplete(present.get()) || store.save(key, archive.with(present.get()));
    }

    /** Has what is written kept later, for a process may end without a word. */
    void keepSoon(ClassSource source) {
        reminder.remind(source::keep);
    }
}
