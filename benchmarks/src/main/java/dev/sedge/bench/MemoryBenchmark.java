package dev.sedge.bench;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** Linear memory: from inside the guest, and through the embedding API. */
@SuppressWarnings("NullAway.Init") // prepare() comes first.
public class MemoryBenchmark extends KernelBenchmark {
    private static final int WORDS = 16_384;
    private static final int WINDOW = 4096;

    private final byte[] block = new byte[WINDOW];
    private GuestFunction load;
    private GuestFunction store;
    private GuestFunction sieve;
    private GuestFunction copy;
    private GuestMemory memory;

    @Override
    void prepare(GuestInstance kernels) {
        load = kernels.function("load");
        store = kernels.function("store");
        sieve = kernels.function("sieve");
        copy = kernels.function("copy");
        memory = kernels.memory();
    }

    /** One load of 4 bytes, with its share of the loop. */
    @Benchmark
    @OperationsPerInvocation(WORDS)
    public long guestLoad() {
        return load.call(1);
    }

    /** One store of 4 bytes, with its share of the loop. */
    @Benchmark
    @OperationsPerInvocation(WORDS)
    public long guestStore() {
        return store.call(1);
    }

    /** The primes below 10,000. */
    @Benchmark
    public long guestSieve() {
        return sieve.call(10_000);
    }

    /** One memory.copy of 32 KiB. */
    @Benchmark
    public long guestCopy32K() {
        return copy.call(1);
    }

    /** One read of an i32 by the host. */
    @Benchmark
    @OperationsPerInvocation(WINDOW / Integer.BYTES)
    public int hostReadInt() {
        int sum = 0;
        for (int address = 0; address < WINDOW; address += Integer.BYTES) {
            sum += memory.readInt(address);
        }
        return sum;
    }

    /** One write of an i32 by the host. */
    @Benchmark
    @OperationsPerInvocation(WINDOW / Integer.BYTES)
    public Object hostWriteInt() {
        for (int address = 0; address < WINDOW; address += Integer.BYTES) {
            memory.writeInt(address, address);
        }
        return memory;
    }

    /** 4 KiB from the guest to a new array. */
    @Benchmark
    public byte[] hostRead4K() {
        return memory.read(0, WINDOW);
    }

    /** 4 KiB from an array to the guest. */
    @Benchmark
    public Object hostWrite4K() {
        memory.write(0, block);
        return memory;
    }
}
