package dev.sedge.oci.layer;

import dev.sedge.oci.Descriptor;
import dev.sedge.oci.OciException;
import dev.sedge.oci.internal.Text;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/**
 * The uncompressed tar stream of a layer blob. It checks the blob's digest below and computes the diff id above the
 * decompression, and stops at the limits. Confined to one thread.
 */
final class LayerStream extends InputStream {
    /** Small layers of zeros compress very well, and harm nobody. */
    private static final long RATIO_FREE = 16L << 20;

    private final HashingInput blob;
    private final Descriptor layer;
    private final InputStream tar;
    private final MessageDigest diffHash;
    private final UnpackLimits limits;
    private final long budget;
    private long count;

    /**
     * @param bytes the blob
     * @param diffHash is fed with the uncompressed bytes
     * @param budget uncompressed bytes that may still come
     */
    LayerStream(InputStream bytes, Descriptor layer, MessageDigest diffHash, UnpackLimits limits, long budget)
            throws IOException {
        super();
        this.blob = new HashingInput(bytes, layer.digest().newMessageDigest());
        this.layer = layer;
        this.diffHash = diffHash;
        this.limits = limits;
        this.budget = budget;
        this.tar = decompress(blob, layer);
    }

    /** Uncompressed bytes read so far. */
    long count() {
        return count;
    }

    /** Reads the blob to its end, and checks that it is the one that the descriptor names. */
    void requireBlobDigest() throws IOException {
        blob.skipToEnd();
        if (blob.count != layer.size() || !layer.digest().matches(blob.hash)) {
            throw new OciException.Corrupt("layer " + layer.digest()
                    + " was changed or damaged on the disk; pull the image again to repair it");
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        int n = read(one, 0, 1);
        return n < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int n = tar.read(buffer, offset, length);
        if (n > 0) {
            diffHash.update(buffer, offset, n);
            count += n;
            requireLimits();
        }
        return n;
    }

    @Override
    public void close() throws IOException {
        tar.close();
    }

    private void requireLimits() throws OciException {
        if (count > budget) {
            throw new OciException.TooLarge("image unpacks to more than " + limits.totalBytes() + " bytes");
        }
        if (count > RATIO_FREE && count / limits.ratio() > layer.size()) {
            throw new OciException.TooLarge("layer " + layer.digest() + " unpacks to more than " + limits.ratio()
                    + " times its size; it looks like a decompression bomb");
        }
    }

    private static InputStream decompress(InputStream raw, Descriptor layer) throws IOException {
        BufferedInputStream in = new BufferedInputStream(raw, 1 << 16);
        in.mark(4);
        byte[] magic = in.readNBytes(4);
        in.reset();
        String found = compression(magic);
        String declared = declaredCompression(layer.mediaType());
        if (declared.equals("zstd")) {
            throw new OciException.Unsupported("layer " + layer.digest()
                    + " is compressed with zstd, which is not supported; push the image with gzip layers");
        }
        if (!found.equals(declared)) {
            throw new OciException.Corrupt("layer " + layer.digest() + " is " + found + ", but its media type "
                    + Text.oneLine(layer.mediaType()) + " says " + declared);
        }
        return found.equals("gzip") ? new GzipReader(in) : in;
    }

    private static String compression(byte[] magic) {
        if (magic.length >= 2 && (magic[0] & 0xff) == 0x1f && (magic[1] & 0xff) == 0x8b) {
            return "gzip";
        }
        boolean zstd = magic.length == 4 && magic[0] == 0x28 && (magic[1] & 0xff) == 0xb5 && magic[2] == 0x2f;
        return zstd && (magic[3] & 0xff) == 0xfd ? "zstd" : "plain tar";
    }

    private static String declaredCompression(String mediaType) {
        if (mediaType.endsWith("gzip")) {
            return "gzip";
        }
        return mediaType.endsWith("zstd") ? "zstd" : "plain tar";
    }

    /** Hashes and counts what passes. */
    private static final class HashingInput extends InputStream {
        private final InputStream in;
        private final MessageDigest hash;
        private long count;

        HashingInput(InputStream in, MessageDigest hash) {
            super();
            this.in = in;
            this.hash = hash;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            int n = read(one, 0, 1);
            return n < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int n = in.read(buffer, offset, length);
            if (n > 0) {
                hash.update(buffer, offset, n);
                count += n;
            }
            return n;
        }

        void skipToEnd() throws IOException {
            byte[] scratch = new byte[8192];
            int n;
            do {
                n = read(scratch, 0, scratch.length);
            } while (n >= 0);
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
