package dev.sedge.agent.state;

import dev.sedge.agent.state.v1.ContainerRecord;
import dev.sedge.agent.state.v1.JournalEntry;
import dev.sedge.agent.state.v1.SandboxRecord;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** A store that ends with the process: for tests, and for a node that is to forget. Thread-safe. */
public final class MemoryStateStore implements StateStore {
    private static final Commit DONE = () -> {};

    private final ReentrantLock lock = new ReentrantLock();
    private final Records records = new Records();
    private final StoredState loaded;

    /** An empty store. */
    public MemoryStateStore() {
        this(new StoredState(List.of(), List.of()));
    }

    /** A store that holds these records, such as {@link #current} of one before it. */
    public MemoryStateStore(StoredState state) {
        loaded = state;
        state.sandboxes().forEach(this::put);
        state.containers().forEach(this::put);
    }

    /** What it holds now. */
    public StoredState current() {
        lock.lock();
        try {
            return records.snapshot();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public StoredState loaded() {
        return loaded;
    }

    @Override
    public Commit put(SandboxRecord sandbox) {
        return apply(JournalEntry.newBuilder().setSandbox(sandbox).build());
    }

    @Override
    public Commit put(ContainerRecord container) {
        return apply(JournalEntry.newBuilder().setContainer(container).build());
    }

    @Override
    public Commit removeSandbox(String id) {
        return apply(JournalEntry.newBuilder().setRemovedSandbox(id).build());
    }

    @Override
    public Commit removeContainer(String id) {
        return apply(JournalEntry.newBuilder().setRemovedContainer(id).build());
    }

    @Override
    public void close() {}

    private Commit apply(JournalEntry entry) {
        lock.lock();
        try {
            records.apply(entry);
            return DONE;
        } finally {
            lock.unlock();
        }
    }
}
