package dev.sedge.runtime.internal.cache;

import java.io.IOException;

/** Where the bytes of an entry are. Thread-safe. */
interface EntrySource extends AutoCloseable {

    long length() throws IOException;

    /** Fills the first bytes of an array with those from a position on; an exception if they are not all there. */
    void read(long position, byte[] into, int length) throws IOException;

    /** Has it known that something in it is not as it was written. */
    void reportDamage();

    /** Nothing can be read afterwards. */
    @Override
    void close();
}
