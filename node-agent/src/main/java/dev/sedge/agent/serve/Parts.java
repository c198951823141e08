package dev.sedge.agent.serve;

import dev.sedge.agent.log.Event;
import java.util.ArrayDeque;
import java.util.Deque;

/** What was opened, to be closed the other way round. Used by one thread at a time. */
final class Parts implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Parts.class.getName());

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    /** Notes a part, and returns it. */
    <T extends AutoCloseable> T add(T part) {
        opened.push(part);
        return part;
    }

    /** Closes all of them; one that fails keeps none of the others open. */
    @Override
    @SuppressWarnings("CatchingUnchecked") // Each part is to be closed, whatever the one before does.
    public void close() {
        while (!opened.isEmpty()) {
            AutoCloseable part = opened.pop();
            try {
                part.close();
            } catch (Exception e) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        Event.of("closing a part of the agent failed")
                                .with("part", part.getClass().getSimpleName())
                                .causedBy(e));
            }
        }
    }
}
