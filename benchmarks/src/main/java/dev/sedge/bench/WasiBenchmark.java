package dev.sedge.bench;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/**
 * One WASI call each, made from a loop in the guest: what a guest pays, its share of the loop included. Files are on the host's
 * temporary directory; standard output goes to a stream that forgets it.
 */
@SuppressWarnings("NullAway.Init") // prepare() comes first.
public class WasiBenchmark extends PeerBenchmark {
    private static final int CALLS = 100;
    private static final int BLOCK = 4096;

    private Workspace workspace;
    private GuestInstance instance;
    private long file;
    private GuestFunction yield;
    private GuestFunction clock;
    private GuestFunction random;
    private GuestFunction print;
    private GuestFunction seek;
    private GuestFunction read;
    private GuestFunction write;
    private GuestFunction openClose;
    private GuestFunction stat;

    @Override
    void prepare(GuestEngine newEngine) {
        workspace = Workspace.create();
        instance = newEngine.compile(Guests.wasi()).instantiate(workspace.grants());
        file = instance.function("open").call();
        yield = checked("yield");
        clock = checked("clock");
        random = checked("random");
        print = checked("print");
        seek = checked("seek");
        read = checked("read");
        write = checked("write");
        openClose = checked("open_close");
        stat = checked("stat_path");
    }

    @Override
    void release() {
        instance.close();
        workspace.close();
    }

    /** A loop of the guest, which returns the errnos of its calls added up: anything but 0 makes the figure worthless. */
    private GuestFunction checked(String export) {
        var loop = instance.function(export);
        return arguments -> {
            long errors = loop.call(arguments);
            if (errors != 0) {
                throw new IllegalStateException(peer + ": " + export + " failed, its errnos add up to " + errors);
            }
            return errors;
        };
    }

    /** sched_yield. */
    @Benchmark
    @OperationsPerInvocation(CALLS)
    public long schedYield() {
        return yield.call(CALLS);
    }

    /** clock_time_get of the monotonic clock. */
    @Benchmark
    @OperationsPerInvocation(CALLS)
    public long clockTimeGet() {
        return clock.call(CALLS);
    }

    /** random_get of 32 bytes. */
    @Benchmark
    @OperationsPerInvocation(CALLS)
    public long randomGet32() {
        return random.call(CALLS, 32);
    }

    /** random_get of 4 KiB. */
    @Benchmark
    @OperationsPerInvocation(CALLS)
    public long randomGet4K() {
        return random.call(CALLS, BLOCK);
    }

    /** fd_write of 1 byte to standard output. */
    @Benchmark
    @OperationsPerInvocation(CALLS)
    public long stdoutWrite1() {
        return print.call(CALLS, 1);
    }

    /** fd_write of 4 KiB to standard output. */
    @Benchmark
    @OperationsPerInvocation(CALLS)
    public long stdoutWrite4K() {
        return print.call(CALLS, BLOCK);
    }

    /** fd_seek to an absolute offset. */
    @Benchmark
    @OperationsPerInvocation(CALLS)
    public long fdSeek() {
        return seek.call(CALLS, file);
    }

    /** fd_pread of 4 KiB. */
    @Benchmark
    @OperationsPerInvocation(CALLS)
    public long fileRead4K() {
        return read.call(CALLS, file, BLOCK);
    }

    /** fd_pwrite of 1 byte. */
    @Benchmark
    @OperationsPerInvocation(CALLS)
    public long fileWrite1() {
        return write.call(CALLS, file, 1);
    }

    /** fd_pwrite of 4 KiB. */
    @Benchmark
    @OperationsPerInvocation(CALLS)
    public long fileWrite4K() {
        return write.call(CALLS, file, BLOCK);
    }

    /** path_open of a file in the preopened directory, and fd_close. */
    @Benchmark
    @OperationsPerInvocation(CALLS)
    public long openClose() {
        return openClose.call(CALLS);
    }

    /** path_filestat_get of the same file. */
    @Benchmark
    @OperationsPerInvocation(CALLS)
    public long pathFilestatGet() {
        return stat.call(CALLS);
    }
}
