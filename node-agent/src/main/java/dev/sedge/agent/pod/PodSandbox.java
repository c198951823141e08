package dev.sedge.agent.pod;

import dev.sedge.agent.cri.CriException;
import dev.sedge.agent.cri.v1.PodSandboxConfig;
import dev.sedge.agent.log.Event;
import dev.sedge.agent.state.v1.SandboxRecord;
import java.util.concurrent.locks.ReentrantLock;

/** A pod: what its containers have in common. It needs no process, so all it can be is ready or not. Thread-safe. */
public final class PodSandbox {
    private final SandboxRecord record;
    private final ReentrantLock removal = new ReentrantLock();
    private volatile boolean ready; // Read by lists while it is stopped.

    PodSandbox(SandboxRecord record, boolean ready) {
        this.record = record;
        this.ready = ready;
    }

    /** The id. */
    public String id() {
        return record.getId();
    }

    /** What kubelet asked for, unaltered. */
    public PodSandboxConfig config() {
        return record.getConfig();
    }

    /** The RuntimeClass handler that was asked for; mostly empty. */
    public String runtimeHandler() {
        return record.getRuntimeHandler();
    }

    /** When it was made: nanoseconds since 1970. */
    public long createdAt() {
        return record.getCreatedAt();
    }

    /** Whether containers can be made and started in it. */
    public boolean isReady() {
        return ready;
    }

    /** Fails if it was stopped, or is of an earlier run of the agent. */
    public void requireReady() throws CriException {
        if (!ready) {
            throw new CriException(
                    CriException.Kind.FAILED_PRECONDITION,
                    "sandbox " + id() + " is not ready: it was stopped, or the agent was restarted; run a new one");
        }
    }

    void setNotReady() {
        ready = false;
    }

    SandboxRecord record() {
        return record;
    }

    /** Held while it is removed, so that others who remove it wait. */
    ReentrantLock removal() {
        return removal;
    }

    /** The name that is taken while it is there. */
    String reservedName() {
        return nameOf(config());
    }

    static String nameOf(PodSandboxConfig config) {
        var metadata = config.getMetadata();
        return String.join(
                "_",
                metadata.getName(),
                metadata.getNamespace(),
                metadata.getUid(),
                Integer.toUnsignedString(metadata.getAttempt()));
    }

    /** Something that happened to it, for the agent's log. */
    Event event(String message) {
        var metadata = config().getMetadata();
        return Event.of(message)
                .with("sandbox", id())
                .with("pod", metadata.getNamespace() + "/" + metadata.getName())
                .with("uid", metadata.getUid())
                .with("attempt", Integer.toUnsignedString(metadata.getAttempt()));
    }
}
