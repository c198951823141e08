package dev.sedge.agent.image;

/** When an image is pulled before it is used. */
public enum PullPolicy {
    /** Each time; the store only saves what is in it already. */
    ALWAYS,

    /** If it is not in the store. */
    MISSING,

    /** Never: what is not in the store cannot be used. */
    NEVER
}
