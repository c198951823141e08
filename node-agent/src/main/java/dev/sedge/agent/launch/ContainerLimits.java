package dev.sedge.agent.launch;

import dev.sedge.agent.cri.v1.LinuxContainerResources;
import dev.sedge.agent.grant.ByteSize;
import dev.sedge.runtime.MemoryPool;
import dev.sedge.runtime.ResourceLimits;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What the guests of one container may use. Guarded by the container, but for what the throttle does. */
final class ContainerLimits {
    private final GuestGrants grants;
    private final MemoryPool pool;
    private long memoryBytes;

    ContainerLimits(GuestGrants grants, MemoryPool pool) {
        this.grants = grants;
        this.pool = pool;
        this.memoryBytes = grants.memoryBytes();
    }

    GuestGrants grants() {
        return grants;
    }

    /** The limits for a guest that is started now. */
    ResourceLimits resources() {
        ResourceLimits limits =
                ResourceLimits.defaults().withMemoryBytes(memoryBytes).withMemoryPool(pool);
        return grants.timeout().map(limits::withDeadline).orElse(limits);
    }

    /** Holds a guest to the share of CPU. */
    void watch(LimitedGuest guest) {}

    /** The guest has ended. */
    void forget(LimitedGuest guest) {}

    /**
     * Changes what is not 0.
     *
     * @throws LaunchException if less memory is asked for than is in use
     */
    void update(LinuxContainerResources resources, Collection<LimitedGuest> running) {
        long bytes = resources.getMemoryLimitInBytes();
        if (bytes <= 0) {
            return;
        }
        for (LimitedGuest guest : running) {
            if (guest.memoryBytes() > bytes) {
                throw new LaunchException("cannot limit memory to " + ByteSize.format(bytes) + ": the guest holds "
                        + ByteSize.format(guest.memoryBytes()) + ", and linear memory never shrinks");
            }
        }
        memoryBytes = bytes;
        running.forEach(guest -> guest.limitMemory(bytes));
    }

    /** One line for each. */
    List<String> describe() {
        List<String> lines = new ArrayList<>();
        lines.add(grants.randomness().describe());
        lines.add(grants.clock().wall().describe());
        lines.add(grants.clock().monotonic().describe());
        lines.add("network: none");
        lines.add("memory: at most " + ByteSize.format(memoryBytes));
        lines.add("open files: at most " + grants.openFiles());
        lines.add("time: "
                + grants.timeout()
                        .map(most -> "at most " + most.toMillis() + " ms")
                        .orElse("no limit"));
        return lines;
    }
}
