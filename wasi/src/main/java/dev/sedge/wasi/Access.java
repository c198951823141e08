package dev.sedge.wasi;

/** What a guest may do with the files of a {@link Preopen}. */
public enum Access {
    /** The guest may look and read; every call that would change something answers {@code EPERM}. */
    READ_ONLY("read-only"),
    /** The guest may read, write, create, move and delete. */
    READ_WRITE("read-write");

    private final String text;

    Access(String text) {
        this.text = text;
    }

    /**
     * Says whether the guest may change files.
     *
     * @return true for {@link #READ_WRITE}
     */
    public boolean isWritable() {
        return this == READ_WRITE;
    }

    @Override
    public String toString() {
        return text;
    }
}
