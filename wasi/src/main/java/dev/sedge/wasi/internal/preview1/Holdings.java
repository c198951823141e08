package dev.sedge.wasi.internal.preview1;

/** What a guest holds of the heap, and need not hold while it waits for long. For the guest's thread. */
record Holdings(GuestMemory memory, IoVectors vectors) {
    /** How long a wait should have lasted before {@link #pack} pays, in nanoseconds. */
    long packAfter() {
        return memory.packAfter();
    }

    /** Keeps what is needed when the guest goes on, in little room. */
    void pack() {
        vectors.forget();
        memory.pack();
    }
}
