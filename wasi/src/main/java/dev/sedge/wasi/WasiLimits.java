package dev.sedge.wasi;

/**
 * How much of the host one guest may use through system calls. Immutable. Memory, tables, call depth and time are limits
 * of the engine; random bytes are limited by {@link Randomness#withByteLimit}.
 *
 * @param openDescriptors open descriptors beside the standard streams, preopens and listeners, a directory counts 2;
 *     beyond it {@code EMFILE}
 * @param bytesPerCall bytes that one read or write moves at most; a larger one is cut short, which every guest must
 *     expect
 * @param directoryEntries names in one listing of a directory; a larger directory answers {@code ENOMEM}
 * @param fileBytes size to which a guest may grow a file; beyond it {@code EFBIG}
 * @param outputBytes bytes to standard output and error together; beyond it {@code ENOSPC}
 */
public record WasiLimits(
        int openDescriptors, int bytesPerCall, int directoryEntries, long fileBytes, long outputBytes) {
    private static final WasiLimits DEFAULTS = new WasiLimits(1024, 128 << 20, 1 << 20, 1L << 36, Long.MAX_VALUE);

    /** Checks that no limit is negative. */
    public WasiLimits {
        if (openDescriptors < 0 || bytesPerCall < 1 || directoryEntries < 0 || fileBytes < 0 || outputBytes < 0) {
            throw new IllegalArgumentException("a limit is negative, or no byte may be moved by a call: "
                    + openDescriptors + ", " + bytesPerCall + ", " + directoryEntries + ", " + fileBytes + ", "
                    + outputBytes);
        }
    }

    /**
     * The limits of a guest for which none were set: 1,024 descriptors, 128 MiB per call, 1,048,576 names per directory,
     * 64 GiB per file, no limit of output.
     *
     * @return the defaults
     */
    public static WasiLimits defaults() {
        return DEFAULTS;
    }

    /**
     * These limits with another number of descriptors.
     *
     * @param descriptors the limit
     * @return the changed limits
     */
    public WasiLimits withOpenDescriptors(int descriptors) {
        return new WasiLimits(descriptors, bytesPerCall, directoryEntries, fileBytes, outputBytes);
    }

    /**
     * These limits with another number of bytes per call.
     *
     * @param bytes the limit
     * @return the changed limits
     */
    public WasiLimits withBytesPerCall(int bytes) {
        return new WasiLimits(openDescriptors, bytes, directoryEntries, fileBytes, outputBytes);
    }

    /**
     * These limits with another number of directory entries.
     *
     * @param entries the limit
     * @return the changed limits
     */
    public WasiLimits withDirectoryEntries(int entries) {
        return new WasiLimits(openDescriptors, bytesPerCall, entries, fileBytes, outputBytes);
    }

    /**
     * These limits with another file size.
     *
     * @param bytes the limit
     * @return the changed limits
     */
    public WasiLimits withFileBytes(long bytes) {
        return new WasiLimits(openDescriptors, bytesPerCall, directoryEntries, bytes, outputBytes);
    }

    /**
     * These limits with another amount of output.
     *
     * @param bytes the limit
     * @return the changed limits
     */
    public WasiLimits withOutputBytes(long bytes) {
        return new WasiLimits(openDescriptors, bytesPerCall, directoryEntries, fileBytes, bytes);
    }
}
