package dev.sedge.runtime.internal.compiler;

import dev.sedge.runtime.LimitExceededException;
import dev.sedge.runtime.LimitExceededException.Limit;
import java.util.concurrent.atomic.AtomicLong;

/** How much code of a module may still be loaded: classes live outside of the heap, where nothing else limits a guest. Thread-safe. */
final class CodeBudget {

    private final long most;
    private final AtomicLong room;

    CodeBudget(long most) {
        this.most = most;
        this.room = new AtomicLong(most);
    }

    /**
     * Takes room for a class file, which is not given back before the module is forgotten.
     *
     * @throws LimitExceededException if there is not so much
     */
    void take(int bytes) {
        if (room.addAndGet(-bytes) < 0) {
            room.addAndGet(bytes);
            throw new LimitExceededException(
                    Limit.CODE,
                    "guest stopped: the functions that it called are more than the " + most
                            + " bytes of compiled code that one module may have");
        }
    }
}
