package dev.sedge.oci.layer;

/**
 * How much an image may unpack to. Beyond a limit the unpacking ends with {@link dev.sedge.oci.OciException.TooLarge}.
 *
 * @param entries members of all layers together
 * @param depth directories on the way to a file
 * @param pathBytes the length of a path in bytes of UTF-8
 * @param totalBytes uncompressed bytes of all layers together
 * @param ratio uncompressed bytes for each compressed byte of a layer, looked at after the first 16 MiB
 */
public record UnpackLimits(int entries, int depth, int pathBytes, long totalBytes, int ratio) {
    /** 100,000 entries, 128 directories deep, paths of 4,000 bytes, 16 GiB, and 500 times the compressed size. */
    public static final UnpackLimits DEFAULT = new UnpackLimits(100_000, 128, 4_000, 16L << 30, 500);
}
