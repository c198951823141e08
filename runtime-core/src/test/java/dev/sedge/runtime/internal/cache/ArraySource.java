package dev.sedge.runtime.internal.cache;

import java.io.EOFException;

/** An entry that is an array. */
final class ArraySource implements EntrySource {
    private final byte[] bytes;
    private boolean damaged;
    private boolean closed;

    ArraySource(byte[] bytes) {
        this.bytes = bytes;
    }

    @Override
    public long length() {
        return bytes.length;
    }

    @Override
    public void read(long position, byte[] into, int length) throws EOFException {
        if (closed || position < 0 || length > bytes.length - position) {
            throw new EOFException();
        }
        System.arraycopy(bytes, (int) position, into, 0, length);
    }

    @Override
    public void reportDamage() {
        damaged = true;
    }

    boolean isDamaged() {
        return damaged;
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public void close() {
        closed = true;
    }
}
