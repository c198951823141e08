package dev.sedge.agent.tools;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes tar archives in the ustar format, with pax headers before what does not fit into it. For one thread.
 *
 * @see <a href="https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html">pax, interchange formats</a>
 */
final class TarWriter {
    static final int BLOCK = 512;

    private static final int NAME = 100;
    private static final long MOST_OCTAL = 077777777777L;
    private static final byte[] PADDING = new byte[BLOCK];

    private final OutputStream out;

    TarWriter(OutputStream out) {
        this.out = out;
    }

    /**
     * The header of a member.
     *
     * @param type 0 for a file, whose content and {@link #pad} follow, 2 for a symbolic link, 5 for a directory
     * @param link the text of a link; else empty
     * @param seconds the time of the last change since 1970, not negative
     */
    void header(char type, String name, String link, long size, long seconds) throws IOException {
        Map<String, String> extended = new LinkedHashMap<>();
        if (utf8(name).length > NAME || !isAscii(name)) {
            extended.put("path", name);
        }
        if (utf8(link).length > NAME || !isAscii(link)) {
            extended.put("linkpath", link);
        }
        if (size > MOST_OCTAL) {
            extended.put("size", Long.toString(size));
        }
        if (!extended.isEmpty()) {
            byte[] records = records(extended);
            block('x', utf8("PaxHeaders/member"), new byte[0], records.length, seconds);
            out.write(records);
            pad(records.length);
        }
        block(type, utf8(name), utf8(link), size, seconds);
    }

    /** Fills up the last block of a content of this size. */
    void pad(long size) throws IOException {
        out.write(PADDING, 0, (int) (-size & (BLOCK - 1)));
    }

    /** The two empty blocks that end an archive. */
    void end() throws IOException {
        out.write(PADDING);
        out.write(PADDING);
    }

    private void block(char type, byte[] name, byte[] link, long size, long seconds) throws IOException {
        byte[] block = new byte[BLOCK];
        System.arraycopy(name, 0, block, 0, Math.min(NAME, name.length));
        octal(block, 100, 8, type == '5' ? 0755 : type == '2' ? 0777 : 0644);
        octal(block, 108, 8, 0);
        octal(block, 116, 8, 0);
        octal(block, 124, 12, Math.min(size, MOST_OCTAL));
        octal(block, 136, 12, Math.min(seconds, MOST_OCTAL));
        Arrays.fill(block, 148, 156, (byte) ' ');
        block[156] = (byte) type;
        System.arraycopy(link, 0, block, 157, Math.min(NAME, link.length));
        System.arraycopy(utf8("ustar\0" + "00"), 0, block, 257, 8);
        int sum = 0;
        for (byte b : block) {
            sum += b & 0xff;
        }
        octal(block, 148, 7, sum);
        out.write(block);
    }

    private static void octal(byte[] block, int at, int length, long value) {
        String digits = Long.toOctalString(value);
        int start = at + length - 1 - digits.length();
        Arrays.fill(block, at, start, (byte) '0');
        System.arraycopy(utf8(digits), 0, block, start, digits.length());
        block[at + length - 1] = 0;
    }

    /** Each record begins with its own length, that of the digits included. */
    private static byte[] records(Map<String, String> values) {
        ByteArrayOutputStream records = new ByteArrayOutputStream();
        values.forEach((key, value) -> {
            int rest = utf8(" " + key + "=" + value + "\n").length;
            int length = rest + Integer.toString(rest).length();
            if (Integer.toString(length).length() != Integer.toString(rest).length()) {
                length++;
            }
            records.writeBytes(utf8(length + " " + key + "=" + value + "\n"));
        });
        return records.toByteArray();
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
