package dev.sedge.oci.layer;

import dev.sedge.oci.OciException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * The fields of one 512-byte tar header block: V7, ustar or GNU.
 *
 * @see <a href="https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html">pax, ustar interchange format</a>
 */
final class TarHeader {
    static final int BLOCK = 512;

    private static final int CHECKSUM_AT = 148;
    private static final int CHECKSUM_LENGTH = 8;

    private final byte[] block;

    private TarHeader(byte[] block) {
        this.block = block;
    }

    /** Checks the sum of a block that is not all zero. */
    static TarHeader parse(byte[] block) throws OciException {
        TarHeader header = new TarHeader(block);
        long unsigned = 0;
        long signed = 0;
        for (int i = 0; i < BLOCK; i++) {
            byte b = i >= CHECKSUM_AT && i < CHECKSUM_AT + CHECKSUM_LENGTH ? (byte) ' ' : block[i];
            unsigned += b & 0xff;
            signed += b;
        }
        long expected = header.number(CHECKSUM_AT, CHECKSUM_LENGTH, "checksum");
        if (expected != unsigned && expected != signed) {
            throw new OciException.Corrupt("tar header has the checksum " + expected + ", expected " + unsigned
                    + ": this is not a tar archive, or it is damaged");
        }
        return header;
    }

    static boolean isZero(byte[] block) {
        for (byte b : block) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }

    char type() {
        return (char) (block[156] & 0xff);
    }

    String name() throws OciException {
        boolean posix = text(257, 6).length == 5 && startsWith(257, "ustar");
        byte[] prefix = posix ? text(345, 155) : new byte[0];
        String name = decode(text(0, 100));
        return prefix.length == 0 ? name : decode(prefix) + "/" + name;
    }

    String linkName() throws OciException {
        return decode(text(157, 100));
    }

    int mode() throws OciException {
        return (int) (number(100, 8, "mode") & 07777);
    }

    long size() throws OciException {
        long size = number(124, 12, "size");
        if (size < 0) {
            throw new OciException.Corrupt("tar header has the negative size " + size);
        }
        return size;
    }

    long mtime() throws OciException {
        return Math.max(0, number(136, 12, "mtime"));
    }

    /** UTF-8 only: other names cannot be kept apart on every system, and a guest could not name them. */
    static String decode(byte[] text) throws OciException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(text))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new OciException.Unsupported(
                    "tar archive has a file name that is not UTF-8; rebuild the image with" + " UTF-8 names");
        }
    }

    private boolean startsWith(int offset, String ascii) {
        for (int i = 0; i < ascii.length(); i++) {
            if (block[offset + i] != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** The field up to its first NUL. */
    private byte[] text(int offset, int length) {
        int end = offset;
        while (end < offset + length && block[end] != 0) {
            end++;
        }
        return java.util.Arrays.copyOfRange(block, offset, end);
    }

    private long number(int offset, int length, String field) throws OciException {
        if ((block[offset] & 0x80) != 0) {
            return binary(offset, length, field);
        }
        int at = offset;
        int end = offset + length;
        while (at < end && (block[at] == ' ' || block[at] == 0)) {
            at++;
        }
        long value = 0;
        while (at < end && block[at] >= '0' && block[at] <= '7') {
            value = value << 3 | (block[at++] - '0');
        }
        while (at < end) {
            if (block[at] != ' ' && block[at] != 0) {
                throw new OciException.Corrupt("tar header has a " + field + " that is not an octal number");
            }
            at++;
        }
        return value;
    }

    /** GNU's base-256 form: two's complement, with the topmost bit as a marker. */
    private long binary(int offset, int length, String field) throws OciException {
        boolean negative = (block[offset] & 0x40) != 0;
        int fill = negative ? 0xff : 0;
        long value = negative ? -1 : 0;
        for (int i = 0; i < length; i++) {
            int b = i == 0 ? (block[offset] & 0x7f) | (negative ? 0x80 : 0) : block[offset + i] & 0xff;
            boolean kept = i >= length - Long.BYTES;
            if (!kept && b != fill) {
                throw new OciException.Corrupt("tar header has a " + field + " beyond 64 bits");
            }
            value = value << 8 | b;
        }
        if (negative != value < 0) {
            throw new OciException.Corrupt("tar header has a " + field + " beyond 64 bits");
        }
        return value;
    }
}
