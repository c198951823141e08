package dev.sedge.agent.state;

import com.google.protobuf.MessageLite;
import dev.sedge.agent.state.v1.ContainerRecord;
import dev.sedge.agent.state.v1.JournalEntry;
import dev.sedge.agent.state.v1.SandboxRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The records that are in force, as the entries of a journal make them. For one thread at a time. */
final class Records {
    private final Map<String, SandboxRecord> sandboxes = new LinkedHashMap<>();
    private final Map<String, ContainerRecord> containers = new LinkedHashMap<>();
    private long bytes;

    void apply(JournalEntry entry) {
        switch (entry.getContentCase()) {
            case SANDBOX -> {
                drop(sandboxes.put(entry.getSandbox().getId(), entry.getSandbox()));
                bytes += entry.getSandbox().getSerializedSize();
            }
            case CONTAINER -> {
                drop(containers.put(entry.getContainer().getId(), entry.getContainer()));
                bytes += entry.getContainer().getSerializedSize();
            }
            case REMOVED_SANDBOX -> drop(sandboxes.remove(entry.getRemovedSandbox()));
            case REMOVED_CONTAINER -> drop(containers.remove(entry.getRemovedContainer()));
            default -> {} // The format, and what a later version adds.
        }
    }

    /** The size of all records together, about. */
    long bytes() {
        return bytes;
    }

    /** The entries that make these records of nothing. */
    List<JournalEntry> entries() {
        List<JournalEntry> entries = new ArrayList<>();
        sandboxes
                .values()
                .forEach(sandbox -> entries.add(
                        JournalEntry.newBuilder().setSandbox(sandbox).build()));
        containers
                .values()
                .forEach(container -> entries.add(
                        JournalEntry.newBuilder().setContainer(container).build()));
        return entries;
    }

    StateStore.StoredState snapshot() {
        return new StateStore.StoredState(new ArrayList<>(sandboxes.values()), new ArrayList<>(containers.values()));
    }

    private void drop(@Nullable MessageLite replaced) {
        if (replaced != null) {
            bytes -= replaced.getSerializedSize();
        }
    }
}
