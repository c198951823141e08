package dev.sedge.agent.state;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.sedge.agent.state.v1.JournalEntry;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Entries as bytes: a mark of 4 bytes, the length, a CRC-32C of length and entry, the entry. What is damaged is stepped
 * over up to the next frame that is whole.
 */
final class Frames {
    private static final int MARK = 0xFF534A31; // Not UTF-8: no text in a record can look like a frame.
    private static final int HEADER = 12;

    private Frames() {}

    static ByteBuffer write(List<JournalEntry> entries) {
        int size = 0;
        for (JournalEntry entry : entries) {
            size = Math.addExact(size, HEADER + entry.getSerializedSize());
        }
        ByteBuffer bytes = ByteBuffer.allocate(size);
        for (JournalEntry entry : entries) {
            byte[] payload = entry.toByteArray();
            bytes.putInt(MARK).putInt(payload.length).putInt(checksum(payload)).put(payload);
        }
        return bytes.flip();
    }

    /** Reads what a journal holds; the zeros after its end are no damage. */
    static Content read(ByteBuffer bytes) {
        List<JournalEntry> entries = new ArrayList<>();
        boolean damaged = false;
        while (bytes.hasRemaining()) {
            Optional<JournalEntry> entry = next(bytes);
            if (entry.isPresent()) {
                entries.add(entry.get());
            } else {
                damaged |= bytes.get() != 0;
            }
        }
        return new Content(List.copyOf(entries), damaged);
    }

    // The entry that begins here, after which the buffer then stands; or none, and the buffer stays.
    private static Optional<JournalEntry> next(ByteBuffer bytes) {
        int start = bytes.position();
        if (bytes.remaining() < HEADER || bytes.getInt(start) != MARK) {
            return Optional.empty();
        }
        int length = bytes.getInt(start + 4);
        if (length < 0 || length > bytes.remaining() - HEADER) {
            return Optional.empty();
        }
        byte[] payload = new byte[length];
        bytes.get(start + HEADER, payload);
        if (bytes.getInt(start + 8) != checksum(payload)) {
            return Optional.empty();
        }
        try {
            JournalEntry entry = JournalEntry.parseFrom(payload);
            bytes.position(start + HEADER + length);
            return Optional.of(entry);
        } catch (InvalidProtocolBufferException e) {
            return Optional.empty();
        }
    }

    private static int checksum(byte[] payload) {
        CRC32C sum = new CRC32C();
        sum.update(ByteBuffer.allocate(4).putInt(payload.length).flip());
        sum.update(payload);
        return (int) sum.getValue();
    }

    /** The whole entries of a journal, and whether there was anything else. */
    record Content(List<JournalEntry> entries, boolean damaged) {}
}
