package dev.sedge.agent.state;

import static java.lang.System.Logger.Level.WARNING;

import dev.sedge.agent.state.v1.ContainerRecord;
import dev.sedge.agent.state.v1.JournalEntry;
import dev.sedge.agent.state.v1.SandboxRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A store in a directory. A change is appended to a journal, and one flush commits all changes that came while the flush
 * before was under way: a file for each record would cost two flushes for each change. When most of the journal is
 * history it is written anew. Thread-safe; one thread of its own does all that touches the disk, because an interrupt of
 * a caller would close the file under it.
 */
public final class DirectoryStateStore implements StateStore {
    private static final System.Logger LOG = System.getLogger(DirectoryStateStore.class.getName());
    private static final long COMPACT_FROM = 4L << 20;
    private static final int COMPACT_FACTOR = 4;

    private final JournalDirectory directory;
    private final StoredState loaded;
    private final Thread committer = new Thread(this::commitAll, "sedge-state");

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private List<Change> queue = new ArrayList<>();
    private boolean closed;

    // Of the committer alone, once it has started.
    private final Records records;
    private Journal journal;
    private boolean broken;

    private record Change(JournalEntry entry, CompletableFuture<Void> done) {}

    private DirectoryStateStore(JournalDirectory directory, Records records, Journal journal) {
        this.directory = directory;
        this.records = records;
        this.journal = journal;
        loaded = records.snapshot();
        committer.setDaemon(true);
    }

    /**
     * Opens the store in this directory, which is made if it is not there.
     *
     * @throws IOException if another process uses it, or the disk fails; never because of damaged records
     */
    public static DirectoryStateStore open(Path path) throws IOException {
        JournalDirectory directory = JournalDirectory.open(path);
        try {
            Records records = directory.read();
            Journal journal = directory.write(records.entries());
            DirectoryStateStore store = new DirectoryStateStore(directory, records, journal);
            store.committer.start();
            return store;
        } catch (IOException | RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    @Override
    public StoredState loaded() {
        return loaded;
    }

    @Override
    public Commit put(SandboxRecord sandbox) {
        return submit(JournalEntry.newBuilder().setSandbox(sandbox).build());
    }

    @Override
    public Commit put(ContainerRecord container) {
        return submit(JournalEntry.newBuilder().setContainer(container).build());
    }

    @Override
    public Commit removeSandbox(String id) {
        return submit(JournalEntry.newBuilder().setRemovedSandbox(id).build());
    }

    @Override
    public Commit removeContainer(String id) {
        return submit(JournalEntry.newBuilder().setRemovedContainer(id).build());
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
        ended.join();
    }

    private Commit submit(JournalEntry entry) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        lock.lock();
        try {
            if (closed) {
                done.completeExceptionally(new IOException("the store is closed"));
            } else {
                queue.add(new Change(entry, done));
                changed.signal();
            }
        } finally {
            lock.unlock();
        }
        return () -> await(done);
    }

    private static void await(CompletableFuture<Void> done) throws IOException {
        try {
            done.join();
        } catch (CompletionException e) {
            Throwable cause = Optional.ofNullable(e.getCause()).orElse(e);
            throw new IOException("cannot store a change of a pod: " + cause.getMessage(), cause);
        }
    }

    private void commitAll() {
        for (List<Change> batch = take(); !batch.isEmpty(); batch = take()) {
            commit(batch);
        }
        try {
            journal.close();
            directory.close();
        } catch (IOException e) {
            LOG.log(WARNING, "closing the state of the pods failed", e);
        }
        ended.complete(null);
    }

    // What was handed in, waiting until there is something; nothing once the store is closed.
    private List<Change> take() {
        lock.lock();
        try {
            while (queue.isEmpty() && !closed) {
                changed.awaitUninterruptibly();
            }
            List<Change> batch = queue;
            queue = new ArrayList<>();
            return batch;
        } finally {
            lock.unlock();
        }
    }

    private void commit(List<Change> batch) {
        try {
            if (broken) {
                rewrite();
            }
            List<JournalEntry> entries = new ArrayList<>(batch.size());
            batch.forEach(change -> entries.add(change.entry()));
            journal.append(entries);
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            broken = true; // Nobody knows what of it is on the disk: the next change begins a new journal.
            batch.forEach(change -> change.done().completeExceptionally(e));
            return;
        }
        batch.forEach(change -> records.apply(change.entry()));
        batch.forEach(change -> change.done().complete(null));
        if (journal.length() > Math.max(COMPACT_FROM, COMPACT_FACTOR * records.bytes())) {
            compact();
        }
    }

    private void compact() {
        try {
            rewrite();
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            broken = true; // And not the end of this thread, for which every caller waits.
            LOG.log(WARNING, "writing the state of the pods anew failed; the next change tries again", e);
        }
    }

    private void rewrite() throws IOException {
        Journal before = journal;
        journal = directory.write(records.entries());
        before.close();
        broken = false;
    }
}
