package dev.sedge.agent.io;

import java.io.IOException;
import java.nio.file.Path;

/** Where the records of a log go. */
interface LogSink {
    /** Writes the first bytes of an array, or fails; a part may have been written then. */
    void write(byte[] bytes, int length) throws IOException;

    /** Gives back the file. */
    void close() throws IOException;

    /** Opens a file at its end, or makes it. */
    @FunctionalInterface
    interface Opener {
        LogSink open(Path file) throws IOException;
    }
}
