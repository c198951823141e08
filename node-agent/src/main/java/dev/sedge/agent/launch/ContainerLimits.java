package dev.sedge.agent.launch;

import dev.sedge.agent.cri.v1.LinuxContainerResources;
import dev.sedge.agent.grant.ByteSize;
import dev.sedge.agent.grant.GrantSyntaxException;
import dev.sedge.agent.grant.PodGrants;
import dev.sedge.agent.grant.Policy;
import dev.sedge.runtime.MemoryPool;
import dev.sedge.runtime.ResourceLimits;
import dev.sedge.wasi.Listener;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What the guests of one container may use. Guarded by the container. */
final class ContainerLimits {
    /** Microseconds: the kernel's own. */
    private static final long DEFAULT_PERIOD = 100_000;

    private final PodGrants grants;
    private final List<Listener> listeners;
    private final Policy policy;
    private final MemoryPool pool;
    private final CpuThrottle.Group cpu;
    private long memoryBytes;

    /** Microseconds in each period; 0 or less for no limit. */
    private long cpuQuota;

    private long cpuPeriod = DEFAULT_PERIOD;

    /** @throws GrantSyntaxException if the container asks for more than the policy allows */
    ContainerLimits(ContainerSpec spec, Policy policy, MemoryPool pool, CpuThrottle throttle) {
        this.cpu = throttle.group();
        this.policy = policy;
        this.pool = pool;
        String name = spec.config().getMetadata().getName();
        this.grants = PodGrants.of(spec.sandbox().getAnnotationsMap(), name, policy)
                .withExposedPorts(spec.image().config().exposedPorts(), policy);
        this.listeners =
                HostPorts.listeners(grants.listeners(), spec.sandbox().getPortMappingsList(), policy.network());
        LinuxContainerResources resources = spec.config().getLinux().getResources();
        this.memoryBytes = policy.memoryBytes(resources.getMemoryLimitInBytes());
        limitCpu(resources);
    }

    PodGrants grants() {
        return grants;
    }

    /** The sockets of the container's own program. */
    List<Listener> listeners() {
        return listeners;
    }

    /** The limits for a guest that is started now. */
    ResourceLimits resources() {
        ResourceLimits limits =
                ResourceLimits.defaults().withMemoryBytes(memoryBytes).withMemoryPool(pool);
        return grants.timeout().map(limits::withDeadline).orElse(limits);
    }

    /** Holds a guest to the limits from now on. */
    void watch(LimitedGuest guest) {
        cpu.add(guest);
    }

    /** The guest has ended. */
    void forget(LimitedGuest guest) {
        cpu.remove(guest);
    }

    /**
     * Changes what is not 0; a quota below 0 ends the limit of CPU.
     *
     * @throws LaunchException if less memory is asked for than is in use, or more than the policy allows
     */
    void update(LinuxContainerResources resources, Collection<LimitedGuest> running) {
        if (resources.getMemoryLimitInBytes() > 0) {
            limitMemory(resources.getMemoryLimitInBytes(), running);
        }
        limitCpu(resources);
    }

    private void limitMemory(long wanted, Collection<LimitedGuest> running) {
        long bytes;
        try {
            bytes = policy.memoryBytes(wanted);
        } catch (GrantSyntaxException e) {
            throw new LaunchException("cannot limit memory: " + e.getMessage(), e);
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

    private void limitCpu(LinuxContainerResources resources) {
        if (resources.getCpuPeriod() > 0) {
            cpuPeriod = resources.getCpuPeriod();
        }
        if (resources.getCpuQuota() != 0) {
            cpuQuota = resources.getCpuQuota();
        }
        cpu.limit(TimeUnit.MICROSECONDS.toNanos(cpuQuota), TimeUnit.MICROSECONDS.toNanos(cpuPeriod));
    }

    /** One line for each. */
    List<String> describe() {
        List<String> lines = new ArrayList<>(grants.describe());
        lines.add("memory: " + MemoryWords.of(resources()));
        lines.add("CPU: " + (cpuQuota <= 0 ? "no limit" : "at most " + cpuQuota * 1000 / cpuPeriod + "m"));
        return lines;
    }
}
