package dev.sedge.runtime.internal.cache;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Some bytes of an archive and their checksum: in the heap, or in a file until they are needed. Thread-safe. */
sealed interface Part {

    int length();

    long sum();

    /** The bytes, from position 0 to the limit of a buffer with an array; empty if they are damaged or cannot be read. */
    Optional<ByteBuffer> intact();

    /** Bytes that are whole, which are not copied. */
    static Part of(byte[] bytes) {
        return new Held(ByteBuffer.wrap(bytes), new Checksum().add(bytes).value());
    }

    /** In the heap, and whole. */
    record Held(ByteBuffer bytes, long sum) implements Part {

        @Override
        public int length() {
            return bytes.remaining();
        }

        @Override
        public Optional<ByteBuffer> intact() {
            return Optional.of(bytes.slice());
        }
    }

    /**
     * In a file.
     *
     * @param file where it is
     * @param position where in the file it begins
     */
    record Stored(EntrySource file, long position, int length, long sum) implements Part {

        @Override
        public Optional<ByteBuffer> intact() {
            byte[] bytes = new byte[length];
            try {
                file.read(position, bytes, length);
            } catch (IOException e) {
                return damaged();
            }
            return new Checksum().add(bytes).value() == sum ? Optional.of(ByteBuffer.wrap(bytes)) : damaged();
        }

        private Optional<ByteBuffer> damaged() {
            file.reportDamage();
            return Optional.empty();
        }
    }
}
