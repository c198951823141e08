package dev.sedge.agent.pod;

/**
 * Where a container is in its life. Times are nanoseconds since 1970, 0 for what has not happened.
 *
 * @param phase what it does
 * @param exitCode of an exited container
 * @param reason of an exited container: {@code Completed}, {@code Error}, {@code OOMKilled} or {@code StartError}
 * @param message what a person needs to know about its end; mostly empty
 */
public record Lifecycle(Phase phase, long startedAt, long finishedAt, int exitCode, String reason, String message) {

    /** It was made, and not started. */
    static final Lifecycle CREATED = new Lifecycle(Phase.CREATED, 0, 0, 0, "", "");

    /** What a container does. */
    public enum Phase {
        /** Nothing yet. */
        CREATED,
        /** Its program runs. */
        RUNNING,
        /** Nothing any more. */
        EXITED
    }

    static Lifecycle running(long startedAt) {
        return new Lifecycle(Phase.RUNNING, startedAt, 0, 0, "", "");
    }

    /** Whether its program runs. */
    public boolean isRunning() {
        return phase == Phase.RUNNING;
    }

    Lifecycle exited(long finishedAt, int code, String why, String text) {
        return new Lifecycle(Phase.EXITED, startedAt, Math.max(finishedAt, startedAt), code, why, text);
    }
}
