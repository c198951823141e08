package dev.sedge.agent.launch;

/** A guest whose limits can be changed while it runs. */
interface LimitedGuest extends RunningGuest {
    /** Changes how much memory it may have; what it holds stays. */
    void limitMemory(long bytes);

    /** Lets it wait at its next step until {@link #resume}. */
    void pause();

    /** Lets it go on. */
    void resume();
}
