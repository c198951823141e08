package dev.sedge.oci.registry;

import dev.sedge.oci.OciException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a blob, resumed where the connection broke, from the next host where one fails for good. It ends after
 * exactly the declared size and refuses a longer blob. For one thread.
 */
final class BlobStream extends InputStream {
    /** How much must arrive before a new failure counts as the first one. */
    private static final int PROGRESS = 16 << 10;

    private final FetchBlob endpoint;
    private final long size;
    private final Iterator<Host> hosts;
    private final List<OciException> failures = new ArrayList<>();
    private Host host;
    private Backoff backoff;
    private long position;
    private long progressed;
    private boolean closed;
    private @Nullable InputStream body;

    private BlobStream(FetchBlob endpoint, List<Host> hosts, long offset) {
        this.endpoint = endpoint;
        this.size = endpoint.blob().size();
        this.hosts = hosts.iterator();
        this.host = this.hosts.next();
        this.backoff = endpoint.backoff();
        this.position = offset;
        this.progressed = offset;
    }

    /** The stream from this offset on, already connected, so that a missing blob is known at once. */
    static InputStream open(FetchBlob endpoint, List<Host> hosts, long offset) throws OciException {
        BlobStream stream = new BlobStream(endpoint, hosts, offset);
        if (offset < stream.size) {
            stream.connected();
        }
        return stream;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, buffer.length);
        if (closed) {
            throw new OciException.Cancelled(endpoint.action() + " was cancelled: its stream is closed");
        }
        if (length == 0 || position == size) {
            return length == 0 ? 0 : -1;
        }
        while (true) {
            InputStream from = connected();
            try {
                int count = from.read(buffer, offset, (int) Math.min(length, size - position));
                if (count < 0) {
                    throw new EOFException("it ended after " + position + " of " + size + " bytes");
                }
                advance(from, count);
                return count;
            } catch (OciException e) {
                throw e;
            } catch (IOException e) {
                disconnect();
                afterBreak(e);
            }
        }
    }

    private void advance(InputStream from, int count) throws IOException {
        position += count;
        if (position - progressed >= PROGRESS) {
            progressed = position;
            backoff.progress();
        }
        if (position == size) {
            requireEnd(from);
            disconnect();
        }
    }

    private void requireEnd(InputStream from) throws IOException {
        int more;
        try {
            more = from.read();
        } catch (InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            // All declared bytes are here; how the connection ends does not matter, and the digest decides.
            more = -1;
        }
        if (more >= 0) {
            throw new OciException.Corrupt(endpoint.action() + " failed: " + host.name() + " sends more than the "
                    + size + " bytes that the manifest declares");
        }
    }

    private void afterBreak(IOException e) throws OciException {
        try {
            OciException failure = endpoint.broken(host, e);
            nextHost(failure);
        } catch (Transient passing) {
            pause(passing);
        }
    }

    private InputStream connected() throws OciException {
        InputStream open = body;
        while (open == null) {
            try {
                open = endpoint.open(host, position);
            } catch (Transient e) {
                pause(e);
            } catch (OciException e) {
                nextHost(e);
            }
        }
        body = open;
        return open;
    }

    private void pause(Transient failed) throws OciException {
        try {
            if (failed.notConnected() && !host.last()) {
                throw failed.failure(); // Where nobody is at home the next host is asked at once.
            }
            backoff.pause(endpoint.action(), failed);
        } catch (OciException.Cancelled e) {
            throw e;
        } catch (OciException e) {
            nextHost(e);
        }
    }

    private void nextHost(OciException failure) throws OciException {
        if (failure instanceof OciException.Cancelled) {
            throw failure;
        }
        failures.add(failure);
        if (!hosts.hasNext()) {
            throw Failures.ofAll(failures);
        }
        host = hosts.next();
        backoff = endpoint.backoff();
        endpoint.newHost();
    }

    private void disconnect() {
        InputStream open = body;
        body = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                System.getLogger(BlobStream.class.getName()).log(System.Logger.Level.DEBUG, "close of a body", e);
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        disconnect();
    }
}
