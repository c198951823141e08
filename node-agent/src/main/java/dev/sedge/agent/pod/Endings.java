package dev.sedge.agent.pod;

import static java.lang.System.Logger.Level.ERROR;

import dev.sedge.agent.launch.GuestEnd;
import dev.sedge.agent.launch.RunningGuest;
import java.util.function.Consumer;

/** What is done when guests end. */
final class Endings {
    private static final System.Logger LOG = System.getLogger(Endings.class.getName());

    private Endings() {}

    /** Does it on the thread that ends the guest, or now if it has ended. A failure is a matter of the log. */
    static void of(RunningGuest guest, Consumer<GuestEnd> action) {
        var unused = guest.onEnd().thenAccept(action).exceptionally(failure -> {
            LOG.log(ERROR, "what follows the end of a guest failed", failure);
            throw new IllegalStateException(failure); // Nobody waits for this.
        });
    }
}
