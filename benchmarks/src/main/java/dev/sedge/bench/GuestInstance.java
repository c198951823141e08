package dev.sedge.bench;

/** An instance of a module, used by one thread. */
interface GuestInstance extends AutoCloseable {
    /** An exported function, looked up as early as the engine allows. */
    GuestFunction function(String export);

    GuestMemory memory();

    @Override
    void close();
}
