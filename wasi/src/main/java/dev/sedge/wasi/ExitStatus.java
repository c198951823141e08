package dev.sedge.wasi;

/**
 * How a guest ended by itself: what it gave to {@code proc_exit}, or 0 when {@code _start} returned.
 *
 * @param code the full 32 bits; {@link #toString()} and {@link #unsigned()} read them as unsigned
 */
public record ExitStatus(int code) {
    /** The status of a guest that succeeded. */
    public static final ExitStatus SUCCESS = new ExitStatus(0);

    /**
     * Says whether the guest succeeded.
     *
     * @return true for code 0
     */
    public boolean isSuccess() {
        return code == 0;
    }

    /**
     * The code as the guest means it.
     *
     * @return 0 to 4294967295
     */
    public long unsigned() {
        return Integer.toUnsignedLong(code);
    }

    @Override
    public String toString() {
        return "exit status " + unsigned();
    }
}
