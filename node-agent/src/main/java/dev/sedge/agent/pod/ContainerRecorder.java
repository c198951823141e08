package dev.sedge.agent.pod;

import dev.sedge.agent.cri.v1.ContainerConfig;
import dev.sedge.agent.cri.v1.LinuxContainerConfig;
import dev.sedge.agent.cri.v1.LinuxContainerResources;
import dev.sedge.agent.state.StateStore;
import dev.sedge.agent.state.StateStore.Commit;
import dev.sedge.agent.state.v1.ContainerEnd;
import dev.sedge.agent.state.v1.ContainerRecord;
import java.util.concurrent.locks.ReentrantLock;

/** Hands the changes of one container to the store, in the order in which they happen. Thread-safe. */
final class ContainerRecorder {
    private final StateStore store;
    private final ReentrantLock lock = new ReentrantLock();
    private ContainerRecord record; // Guarded by the lock, as is the order of what is handed in.

    ContainerRecorder(StateStore store, ContainerRecord record) {
        this.store = store;
        this.record = record;
    }

    /** What was handed in last. */
    ContainerRecord record() {
        lock.lock();
        try {
            return record;
        } finally {
            lock.unlock();
        }
    }

    Commit lifecycle(Lifecycle lifecycle) {
        lock.lock();
        try {
            return put(write(record, lifecycle));
        } finally {
            lock.unlock();
        }
    }

    /** What the update does not set stays. */
    Commit resources(LinuxContainerResources update) {
        lock.lock();
        try {
            ContainerConfig config = record.getConfig();
            LinuxContainerResources resources = config.getLinux().getResources().toBuilder()
                    .mergeFrom(update)
                    .build();
            LinuxContainerConfig linux =
                    config.getLinux().toBuilder().setResources(resources).build();
            return put(record.toBuilder()
                    .setConfig(config.toBuilder().setLinux(linux))
                    .build());
        } finally {
            lock.unlock();
        }
    }

    private Commit put(ContainerRecord changed) {
        record = changed;
        return store.put(changed);
    }

    static ContainerRecord write(ContainerRecord record, Lifecycle lifecycle) {
        ContainerRecord.Builder changed = record.toBuilder().setStartedAt(lifecycle.startedAt());
        if (lifecycle.phase() == Lifecycle.Phase.EXITED) {
            changed.setEnd(ContainerEnd.newBuilder()
                    .setFinishedAt(lifecycle.finishedAt())
                    .setExitCode(lifecycle.exitCode())
                    .setReason(lifecycle.reason())
                    .setMessage(lifecycle.message()));
        }
        return changed.build();
    }

    /** The end that a record tells of. */
    static Lifecycle readEnd(ContainerRecord record) {
        ContainerEnd end = record.getEnd();
        return Lifecycle.running(record.getStartedAt())
                .exited(end.getFinishedAt(), end.getExitCode(), end.getReason(), end.getMessage());
    }
}
