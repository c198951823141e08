package dev.sedge.agent.io;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** The beginning of a line whose end was not written yet. Costs nothing while there is none. Guarded by its owner. */
final class PendingLine {
    private static final byte[] NONE = new byte[0];

    private byte[] bytes = NONE;
    private int length;

    /** The bytes of the line until now. */
    int length() {
        return length;
    }

    /** Adds to the line. */
    void append(byte[] source, int offset, int size) {
        if (size == 0) {
            return;
        }
        if (bytes.length - length < size) {
            bytes = Arrays.copyOf(bytes, Math.max(length + size, Math.min(2 * length, CriLogWriter.LONGEST_TEXT)));
        }
        System.arraycopy(source, offset, bytes, length, size);
        length += size;
    }

    /** Writes the line to a target and forgets it. */
    void moveTo(ByteArrayOutputStream target) {
        target.write(bytes, 0, length);
        length = 0;
        bytes = NONE;
    }
}
