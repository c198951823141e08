package dev.sedge.wasi.internal.preview1;

/** An input that is at its end from the start. */
record EmptyInput() implements StandardInput {
    @Override
    public int read(IoVectors target) {
        return 0;
    }

    @Override
    public void prepare() {
        // Nothing will come.
    }

    @Override
    public boolean isReady() {
        return true;
    }

    @Override
    public int available() {
        return 0;
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
