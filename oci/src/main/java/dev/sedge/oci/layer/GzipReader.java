package dev.sedge.oci.layer;

import dev.sedge.oci.OciException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * A gzip stream of one or more members, read to its very end: unlike {@link java.util.zip.GZIPInputStream} it never
 * stops early at a member's end, and refuses bytes after the last one. Confined to one thread.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1952">RFC 1952</a>
 */
final class GzipReader extends InputStream {
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;
    private static final int HEADER_CRC = 2;

    private final InputStream in;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();
    private final byte[] input = new byte[16384];
    private int at;
    private int limit;
    private boolean inMember;
    private boolean ended;

    GzipReader(InputStream in) {
        super();
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        int n = read(one, 0, 1);
        return n < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (!ended) {
            if (!inMember && !startMember()) {
                ended = true;
                break;
            }
            int n = inflate(buffer, offset, length);
            if (n > 0) {
                crc.update(buffer, offset, n);
                return n;
            }
        }
        return -1;
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        in.close();
    }

    private int inflate(byte[] buffer, int offset, int length) throws IOException {
        try {
            int n = inflater.inflate(buffer, offset, length);
            if (n > 0) {
                return n;
            }
        } catch (DataFormatException e) {
            throw corrupt("invalid compressed data");
        }
        if (inflater.finished()) {
            endMember();
        } else if (inflater.needsDictionary()) {
            throw corrupt("a preset dictionary");
        } else {
            if (!fill()) {
                throw corrupt("an unexpected end");
            }
            inflater.setInput(input, at, limit - at);
            at = limit;
        }
        return 0;
    }

    private boolean startMember() throws IOException {
        if (at == limit && !fill()) {
            return false;
        }
        if (next() != 0x1f || next() != 0x8b) {
            throw corrupt("bytes that are no gzip header");
        }
        if (next() != 8) {
            throw corrupt("an unknown compression method");
        }
        int flags = next();
        skip(6);
        if ((flags & EXTRA) != 0) {
            skip(next() | next() << 8);
        }
        if ((flags & NAME) != 0) {
            skipText();
        }
        if ((flags & COMMENT) != 0) {
            skipText();
        }
        if ((flags & HEADER_CRC) != 0) {
            skip(2);
        }
        inflater.reset();
        inflater.setInput(input, at, limit - at);
        at = limit;
        crc.reset();
        inMember = true;
        return true;
    }

    private void endMember() throws IOException {
        at = limit - inflater.getRemaining();
        long expectedCrc = nextInt();
        long expectedSize = nextInt();
        if (expectedCrc != crc.getValue() || expectedSize != (inflater.getBytesWritten() & 0xffffffffL)) {
            throw corrupt("a wrong checksum");
        }
        inMember = false;
    }

    private long nextInt() throws IOException {
        return (next() | next() << 8 | next() << 16 | (long) next() << 24) & 0xffffffffL;
    }

    private void skip(int n) throws IOException {
        for (int i = 0; i < n; i++) {
            next();
        }
    }

    private void skipText() throws IOException {
        int c;
        do {
            c = next();
        } while (c != 0);
    }

    private int next() throws IOException {
        if (at == limit && !fill()) {
            throw corrupt("an unexpected end");
        }
        return input[at++] & 0xff;
    }

    private boolean fill() throws IOException {
        at = 0;
        limit = Math.max(0, in.read(input));
        return limit > 0;
    }

    private static OciException.Corrupt corrupt(String what) {
        return new OciException.Corrupt("gzip stream has " + what + "; the layer is damaged");
    }
}
