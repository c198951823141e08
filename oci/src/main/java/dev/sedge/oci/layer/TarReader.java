package dev.sedge.oci.layer;

import dev.sedge.oci.OciException;
import dev.sedge.oci.layer.TarEntry.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/**
 * A forward reader of tar archives: V7, ustar, pax and GNU long names and large numbers. It reads an archive as the
 * usual container tools do, and refuses what two readers could understand in two ways. Confined to one thread.
 *
 * <p>Its memory is bounded by {@link #MAX_META}, and every call reads at least a block, so that the limits on the
 * stream below bound its time too.
 */
public final class TarReader {
    /** The longest extended header or long name in bytes. */
    public static final int MAX_META = 1 << 20;

    /** The most headers that may describe one member. */
    private static final int MAX_META_HEADERS = 16;

    private final InputStream in;
    private final byte[] block = new byte[TarHeader.BLOCK];
    private long remaining;
    private int padding;
    private boolean ended;

    /** Reads an archive from a stream, which stays the caller's. */
    public TarReader(InputStream in) {
        this.in = in;
    }

    /**
     * Goes to the next member, past what was not read of the current one.
     *
     * @return the member, or empty at the end of the archive
     * @throws OciException.Corrupt if this is no tar archive, or a damaged one
     * @throws OciException.Unsupported for members of kinds that are not read
     * @throws IOException if the stream below cannot be read
     */
    public Optional<TarEntry> next() throws IOException {
        Meta meta = new Meta();
        for (int headers = 0; headers <= MAX_META_HEADERS; headers++) {
            skipRest();
            if (ended || !readBlock()) {
                return end(meta, headers);
            }
            if (TarHeader.isZero(block)) {
                requireSecondZeroBlock();
                return end(meta, headers);
            }
            TarHeader header = TarHeader.parse(block);
            if (!readMeta(header, meta)) {
                return Optional.of(entry(header, meta));
            }
        }
        throw new OciException.Corrupt("tar archive has more than " + MAX_META_HEADERS + " headers for one file");
    }

    /** Content of the current member; -1 at its end. */
    public int read(byte[] buffer) throws IOException {
        if (remaining == 0) {
            return -1;
        }
        int n = in.read(buffer, 0, (int) Math.min(buffer.length, remaining));
        if (n < 0) {
            throw truncated();
        }
        remaining -= n;
        return n;
    }

    /** Reads the stream below to its end, where only padding may follow the archive. */
    void drain() throws IOException {
        int n;
        while ((n = in.read(block, 0, block.length)) >= 0) {
            for (int i = 0; i < n; i++) {
                if (block[i] != 0) {
                    throw new OciException.Corrupt("tar archive is followed by other bytes; the layer is damaged");
                }
            }
        }
    }

    private Optional<TarEntry> end(Meta meta, int headers) throws OciException {
        ended = true;
        if (meta.isPresent() && headers > 0) {
            throw truncated();
        }
        return Optional.empty();
    }

    private TarEntry entry(TarHeader header, Meta meta) throws OciException {
        char type = header.type();
        String name = meta.name(header.name());
        Kind kind = kind(type, name);
        boolean hasContent = type == '0' || type == '\0' || type == '7';
        long size = hasContent ? meta.pax.size().orElse(header.size()) : 0;
        expect(size);
        boolean isLink = kind == Kind.HARD_LINK || kind == Kind.SYMLINK;
        String linkName = isLink ? meta.linkName(header.linkName()) : "";
        long mtime = meta.pax.mtime().orElse(header.mtime());
        return new TarEntry(kind, name, linkName, size, header.mode(), mtime);
    }

    private static Kind kind(char type, String name) throws OciException {
        return switch (type) {
            case '0', '\0', '7' -> name.endsWith("/") ? Kind.DIRECTORY : Kind.FILE;
            case '1' -> Kind.HARD_LINK;
            case '2' -> Kind.SYMLINK;
            case '3', '4', '6' -> Kind.SPECIAL;
            case '5' -> Kind.DIRECTORY;
            case 'S' ->
                throw new OciException.Unsupported("tar archive has a sparse file; rebuild the image without --sparse");
            default ->
                throw new OciException.Unsupported(
                        "tar archive has a member of the unknown type " + (int) type + "; rebuild the image");
        };
    }

    /** Whether the header only describes the member after it; then that is noted. */
    private boolean readMeta(TarHeader header, Meta meta) throws IOException {
        switch (header.type()) {
            case 'x' -> meta.pax = PaxRecords.parse(readBody(header));
            case 'g' -> expect(header.size());
            case 'L' -> meta.longName = cutAtNul(readBody(header));
            case 'K' -> meta.longLink = cutAtNul(readBody(header));
            default -> {
                return false;
            }
        }
        return true;
    }

    private byte[] readBody(TarHeader header) throws IOException {
        long size = header.size();
        if (size > MAX_META) {
            throw new OciException.TooLarge(
                    "tar archive has an extended header of " + size + " bytes; at most " + MAX_META + " are read");
        }
        expect(size);
        byte[] body = in.readNBytes((int) size);
        if (body.length != size) {
            throw truncated();
        }
        remaining = 0;
        return body;
    }

    private static String cutAtNul(byte[] body) throws OciException {
        int end = 0;
        while (end < body.length && body[end] != 0) {
            end++;
        }
        return TarHeader.decode(Arrays.copyOf(body, end));
    }

    private void expect(long size) {
        remaining = size;
        padding = (int) (-size & (TarHeader.BLOCK - 1));
    }

    private void skipRest() throws IOException {
        byte[] scratch = new byte[8192];
        while (remaining > 0) {
            read(scratch);
        }
        if (in.readNBytes(scratch, 0, padding) != padding) {
            throw truncated();
        }
        padding = 0;
    }

    private boolean readBlock() throws IOException {
        int n = in.readNBytes(block, 0, block.length);
        if (n != 0 && n != block.length) {
            throw truncated();
        }
        return n != 0;
    }

    private void requireSecondZeroBlock() throws IOException {
        if (readBlock() && !TarHeader.isZero(block)) {
            throw new OciException.Corrupt("tar archive ends with only one zero block; the layer is damaged");
        }
    }

    private static OciException.Corrupt truncated() {
        return new OciException.Corrupt("tar archive ends in the middle of a file; the layer is truncated");
    }

    /** What the headers before the member's own said about it. */
    private static final class Meta {
        PaxRecords pax = PaxRecords.NONE;
        String longName = "";
        String longLink = "";

        boolean isPresent() {
            return pax != PaxRecords.NONE || !longName.isEmpty() || !longLink.isEmpty();
        }

        String name(String plain) throws OciException {
            return choose(pax.path(), longName, plain);
        }

        String linkName(String plain) throws OciException {
            return choose(pax.linkPath(), longLink, plain);
        }

        private static String choose(Optional<String> pax, String gnu, String plain) throws OciException {
            if (pax.isPresent() && !gnu.isEmpty() && !pax.get().equals(gnu)) {
                throw new OciException.Corrupt("tar archive gives one file two names, by a pax and by a GNU header");
            }
            return pax.orElse(gnu.isEmpty() ? plain : gnu);
        }
    }
}
