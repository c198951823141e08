package dev.sedge.agent.state;

import dev.sedge.agent.state.v1.ContainerRecord;
import dev.sedge.agent.state.v1.SandboxRecord;
import java.io.IOException;
import java.util.List;

/**
 * Keeps records across the end of the process. Changes take effect in the order in which they were handed in, and those
 * of many threads are committed together. Thread-safe.
 */
public interface StateStore extends AutoCloseable {
    /** What it held when it was opened. */
    StoredState loaded();

    /** Keeps a sandbox, in place of the record of the same id. */
    Commit put(SandboxRecord sandbox);

    /** Keeps a container, in place of the record of the same id. */
    Commit put(ContainerRecord container);

    /** Forgets a sandbox; nothing happens if it is not there. */
    Commit removeSandbox(String id);

    /** Forgets a container; nothing happens if it is not there. */
    Commit removeContainer(String id);

    /** Commits what was handed in and closes the store. */
    @Override
    void close();

    /** A change that was handed in. */
    @FunctionalInterface
    interface Commit {
        /**
         * Waits until the change would survive a power failure. An interrupt does not end the wait, which is one of
         * milliseconds, and stays pending.
         *
         * @throws IOException if it cannot be stored; it is then as if it had not been handed in
         */
        void await() throws IOException;
    }

    /** The records, oldest first. */
    record StoredState(List<SandboxRecord> sandboxes, List<ContainerRecord> containers) {
        /** Copies the lists. */
        public StoredState {
            sandboxes = List.copyOf(sandboxes);
            containers = List.copyOf(containers);
        }
    }
}
