package dev.sedge.agent.pod;

import dev.sedge.agent.state.StateStore;
import dev.sedge.agent.state.StateStore.Commit;
import dev.sedge.agent.state.v1.ContainerRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What becomes of containers when the agent starts again. Their guests ended with the process, so one whose end was not
 * stored has exited now: also one whose start was not stored, because a guest runs before its start is on the disk, and
 * a job that may have run must never run twice by itself.
 */
final class Recovery {
    /** The exit code of a guest that ended with the agent. */
    static final int LOST = 255;

    /** Why it ended, if the agent was ended in order. */
    static final String STOPPED = "the agent was stopped, and the container with it";

    private static final String RESTARTED = "the agent was restarted, and the container ended with the one before";
    private static final String NEVER_STARTED = "the agent was restarted before the container was seen to run";

    private Recovery() {}

    /** The containers of the store, all of which have ended, and that is stored when it returns. */
    static List<ContainerRecord> containers(StateStore store, long now) throws IOException {
        List<ContainerRecord> containers = new ArrayList<>();
        List<Commit> commits = new ArrayList<>();
        for (ContainerRecord stored : store.loaded().containers()) {
            ContainerRecord ended = stored.hasEnd() ? stored : end(stored, now);
            if (!stored.hasEnd()) {
                commits.add(store.put(ended));
            }
            containers.add(ended);
        }
        for (Commit commit : commits) {
            commit.await();
        }
        return containers;
    }

    private static ContainerRecord end(ContainerRecord record, long now) {
        boolean started = record.getStartedAt() != 0;
        Lifecycle exited = Lifecycle.running(started ? record.getStartedAt() : record.getCreatedAt())
                .exited(now, LOST, "Error", started ? RESTARTED : NEVER_STARTED);
        return ContainerRecorder.write(record, exited);
    }
}
