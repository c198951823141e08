package dev.sedge.oci.layer;

import dev.sedge.oci.Descriptor;
import dev.sedge.oci.MediaType;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Builds tar archives, the impossible ones included. */
public final class Tar {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private Tar() {}

    /** An empty archive. */
    public static Tar archive() {
        return new Tar();
    }

    /** A regular file. */
    public Tar file(String name, String content) {
        return file(name, content.getBytes(StandardCharsets.UTF_8), 0644);
    }

    /** A regular file. */
    public Tar file(String name, byte[] content, int mode) {
        return entry('0', name, "", content, mode);
    }

    /** A directory. */
    public Tar dir(String name) {
        return entry('5', name, "", new byte[0], 0755);
    }

    /** A symbolic link. */
    public Tar symlink(String target, String name) {
        return entry('2', name, target, new byte[0], 0777);
    }

    /** A hard link. */
    public Tar link(String target, String name) {
        return entry('1', name, target, new byte[0], 0644);
    }

    /** Any member, named by its header alone. */
    public Tar entry(char type, String name, String linkName, byte[] content, int mode) {
        byte[] nameBytes = name.getBytes(StandardCharsets.UTF_8);
        byte[] linkBytes = linkName.getBytes(StandardCharsets.UTF_8);
        if (nameBytes.length > 100) {
            meta('L', name + "\0");
        }
        if (linkBytes.length > 100) {
            meta('K', linkName + "\0");
        }
        byte[] header = header(type, nameBytes, linkBytes, content.length, mode);
        return raw(header).body(content);
    }

    /** A pax extended header of these records. */
    public Tar pax(String... keysAndValues) {
        StringBuilder records = new StringBuilder();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            String rest = " " + keysAndValues[i] + "=" + keysAndValues[i + 1] + "\n";
            int length = rest.getBytes(StandardCharsets.UTF_8).length;
            int total = length + 1;
            while (total != length + Integer.toString(total).length()) {
                total = length + Integer.toString(total).length();
            }
            records.append(total).append(rest);
        }
        return meta('x', records.toString());
    }

    /** A header of another type with a body. */
    public Tar meta(char type, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return raw(header(type, "meta".getBytes(StandardCharsets.UTF_8), new byte[0], bytes.length, 0644))
                .body(bytes);
    }

    /** Bytes as they are. */
    public Tar raw(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    /** Content with its padding. */
    public Tar body(byte[] content) {
        out.writeBytes(content);
        out.writeBytes(new byte[-content.length & 511]);
        return this;
    }

    /** The archive so far, without its end. */
    public byte[] open() {
        return out.toByteArray();
    }

    /** The archive with two zero blocks at the end. */
    public byte[] bytes() {
        byte[] open = open();
        return Arrays.copyOf(open, open.length + 1024);
    }

    /** The archive with gzip. */
    public byte[] gzip() {
        return gzip(bytes());
    }

    /** Bytes with gzip, in the same form on every JDK. */
    public static byte[] gzip(byte[] content) {
        Deflater deflater = new Deflater(6, true);
        deflater.setInput(content);
        deflater.finish();
        ByteArrayOutputStream gz = new ByteArrayOutputStream();
        gz.writeBytes(new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 3});
        byte[] buffer = new byte[8192];
        while (!deflater.finished()) {
            gz.write(buffer, 0, deflater.deflate(buffer));
        }
        deflater.end();
        CRC32 crc = new CRC32();
        crc.update(content);
        for (long value : new long[] {crc.getValue(), content.length}) {
            for (int i = 0; i < 4; i++) {
                gz.write((int) (value >>> (8 * i)));
            }
        }
        return gz.toByteArray();
    }

    /** The descriptor of a layer of these bytes. */
    public static Descriptor layer(byte[] blob) {
        boolean gzip = blob.length > 1 && blob[0] == 0x1f && blob[1] == (byte) 0x8b;
        return Descriptor.of(gzip ? MediaType.OCI_LAYER_GZIP : MediaType.OCI_LAYER_TAR, blob);
    }

    /** A header block with a right checksum. */
    public static byte[] header(char type, byte[] name, byte[] linkName, long size, int mode) {
        byte[] block = new byte[512];
        System.arraycopy(name, 0, block, 0, Math.min(100, name.length));
        octal(block, 100, 8, mode);
        octal(block, 108, 8, 0);
        octal(block, 116, 8, 0);
        octal(block, 124, 12, size);
        octal(block, 136, 12, 1_600_000_000);
        block[156] = (byte) type;
        System.arraycopy(linkName, 0, block, 157, Math.min(100, linkName.length));
        byte[] magic = "ustar\00000".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(magic, 0, block, 257, magic.length);
        return checksum(block);
    }

    /** Sets the checksum of a header block. */
    public static byte[] checksum(byte[] block) {
        Arrays.fill(block, 148, 156, (byte) ' ');
        int sum = 0;
        for (byte b : block) {
            sum += b & 0xff;
        }
        octal(block, 148, 7, sum);
        return block;
    }

    private static void octal(byte[] block, int offset, int length, long value) {
        String text = Long.toOctalString(value);
        String padded = "0".repeat(Math.max(0, length - 1 - text.length())) + text;
        byte[] ascii = padded.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(ascii, 0, block, offset, length - 1);
        block[offset + length - 1] = 0;
    }
}
