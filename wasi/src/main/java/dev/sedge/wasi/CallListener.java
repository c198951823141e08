package dev.sedge.wasi;

/**
 * Hears every system call of a guest, as text: {@code ==> wasi_snapshot_preview1.random_get(buf=1,buf_len=5)} before it
 * and {@code <== errno=ESUCCESS} after it. A call that does not return ({@code proc_exit}, a stopped guest) has no
 * second line. The words are for people and tests; they may change between releases.
 */
@FunctionalInterface
public interface CallListener {
    /**
     * Hears one line. Called on the guest's thread, which waits for it.
     *
     * @param line the text, without a line break
     */
    void hear(String line);
}
