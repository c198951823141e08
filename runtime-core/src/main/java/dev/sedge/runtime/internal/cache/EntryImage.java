package dev.sedge.runtime.internal.cache;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** A file that is to be written: how it begins, and the parts that follow, each of which is read when its turn comes. */
record EntryImage(List<ByteBuffer> head, List<Part> parts) {

    /** Takes the bytes of a file in their order. */
    @FunctionalInterface
    interface Sink {
        void write(ByteBuffer bytes) throws IOException;
    }

    long length() {
        long length = 0;
        for (ByteBuffer bytes : head) {
            length += bytes.remaining();
        }
        for (Part part : parts) {
            length += part.length();
        }
        return length;
    }

    /** Writes all of it; an exception if a part is damaged, so that damage is never written again. */
    void writeTo(Sink sink) throws IOException {
        for (ByteBuffer bytes : head) {
            sink.write(bytes.duplicate());
        }
        for (Part part : parts) {
            sink.write(part.intact().orElseThrow(() -> new IOException("what was kept before is damaged")));
        }
    }
}
