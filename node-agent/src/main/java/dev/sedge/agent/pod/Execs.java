package dev.sedge.agent.pod;

import dev.sedge.agent.launch.RunningGuest;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;

/** The programs that were started in a container beside its own, and the CPU time of those that have ended. Thread-safe. */
final class Execs {
    private final ReentrantLock lock = new ReentrantLock();
    private final Set<RunningGuest> running = new HashSet<>();
    private Duration spent = Duration.ZERO;

    void add(RunningGuest guest) {
        lock.lock();
        try {
            running.add(guest);
        } finally {
            lock.unlock();
        }
        Endings.of(guest, end -> ended(guest));
    }

    private void ended(RunningGuest guest) {
        lock.lock();
        try {
            running.remove(guest);
            spent = spent.plus(guest.cpuTime());
        } finally {
            lock.unlock();
        }
    }

    /** Stops all that run; complete when all have ended. */
    CompletableFuture<Void> stop() {
        List<RunningGuest> guests = snapshot();
        guests.forEach(guest -> guest.stop(ContainerProgram.KILLED));
        return CompletableFuture.allOf(guests.stream().map(RunningGuest::onEnd).toArray(CompletableFuture<?>[]::new));
    }

    Duration cpuTime() {
        lock.lock();
        try {
            return running.stream().map(RunningGuest::cpuTime).reduce(spent, Duration::plus);
        } finally {
            lock.unlock();
        }
    }

    long memoryBytes() {
        return snapshot().stream().mapToLong(RunningGuest::memoryBytes).sum();
    }

    int count() {
        return snapshot().size();
    }

    private List<RunningGuest> snapshot() {
        lock.lock();
        try {
            return List.copyOf(running);
        } finally {
            lock.unlock();
        }
    }
}
