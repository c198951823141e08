package dev.sedge.wasi;

/**
 * One thing that a guest may be allowed to see or touch. A guest has exactly the capabilities of its
 * {@link WasiConfig}; the default of each one is "none".
 */
public sealed interface Capability
        permits Stdio, Environment, Randomness, WallClock, MonotonicClock, Preopen, Listener {
    /**
     * Describes in one line what the guest is allowed, for people.
     *
     * @return a line without secrets: values of environment variables are left out
     */
    String describe();

    /**
     * Says whether anything at all is granted.
     *
     * @return false for the "none" of each capability
     */
    boolean isGranted();
}
