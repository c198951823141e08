package dev.sedge.wasi.internal.preview1;

import dev.sedge.wasi.fs.ErrnoException;
import java.io.InputStream;
import java.util.Optional;

/** What a guest reads from descriptor 0. */
sealed interface StandardInput permits EmptyInput, StreamInput {
    /** A stream of the embedder, or an input that is at its end. */
    static StandardInput of(Optional<InputStream> stream, Waits waits, StreamCalls calls) {
        return stream.<StandardInput>map(input -> new StreamInput(input, waits, calls))
                .orElse(new EmptyInput());
    }

    /** Waits for bytes and reads what there is; 0 at the end. */
    int read(IoVectors target) throws ErrnoException;

    /** Makes sure that {@link #isReady} becomes true when there is input or its end. Not under the lock. */
    void prepare();

    /** Says whether a read would not wait. Called under the lock of {@link Waits}. */
    boolean isReady();

    /** The bytes that are known to be there; 0 when ready means that the input has ended. */
    int available();

    /** Ends what reads ahead. */
    void close();
}
