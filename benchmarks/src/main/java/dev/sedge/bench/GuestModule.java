package dev.sedge.bench;

/** A compiled module. */
interface GuestModule {
    /** A new instance that imports nothing but the host function {@code bench.next}, which adds 1. */
    GuestInstance instantiate();

    /** A new instance that gets WASI with these grants. No start function is called. */
    GuestInstance instantiate(Grants grants);
}
