package dev.sedge.runtime;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What one instance may use. Immutable; the withers check nothing but signs and open nothing.
 */
public final class ResourceLimits {

    /** The fuel of who may spend as much as it wants. */
    private static final long NO_LIMIT = -1;

    private static final ResourceLimits DEFAULTS =
            new ResourceLimits(256L << 20, 200_000, 10_000, NO_LIMIT, null, null);

    /** Java stack of one interpreted guest call in the worst state, rounded up. */
    private static final long STACK_BYTES_PER_CALL = 2048;

    private static final long STACK_BYTES_BASE = 1L << 20;

    private final long memoryBytes;
    private final long tableEntries;
    private final int callDepth;
    private final long fuel;
    private final @Nullable Duration deadline;
    private final @Nullable MemoryPool memoryPool;

    private ResourceLimits(
            long memoryBytes,
            long tableEntries,
            int callDepth,
            long fuel,
            @Nullable Duration deadline,
            @Nullable MemoryPool memoryPool) {
        this.memoryBytes = memoryBytes;
        this.tableEntries = tableEntries;
        this.callDepth = callDepth;
        this.fuel = fuel;
        this.deadline = deadline;
        this.memoryPool = memoryPool;
    }

    /** 256 MiB of memory, 200,000 table entries, 10,000 nested calls, no limit of fuel, no deadline. */
    public static ResourceLimits defaults() {
        return DEFAULTS;
    }

    /** The sum of all linear memories in bytes. Growing beyond it answers -1 to the guest. Default: 256 MiB. */
    public long memoryBytes() {
        return memoryBytes;
    }

    /** The sum of the entries of all tables. Growing beyond it answers -1 to the guest. Default: 200,000. */
    public long tableEntries() {
        return tableEntries;
    }

    /** How many guest calls may be nested; one more traps with "call stack exhausted". Default: 10,000. */
    public int callDepth() {
        return callDepth;
    }

    /**
     * How many instructions the guest may run in all: each costs 1, and so does each call of a function, but nothing is
     * paid for {@code block}, {@code loop}, {@code try_table}, {@code else}, {@code end}, {@code nop}, {@code drop},
     * {@code return} and {@code unreachable}, which do nothing by themselves. It is paid up to the next branch
     * at once, also for what a trap or an exception then leaves out, and is the same in every tier, on every JDK and in every
     * run. The guest is stopped before instructions that it cannot pay for. An instruction that works on many
     * bytes costs 1 too, and what host functions do costs nothing; only time is fair there, see {@link #deadline()}.
     * Needs an engine with {@link EngineConfig#metersFuel()}. Default: empty, no limit.
     */
    public OptionalLong fuel() {
        return fuel == NO_LIMIT ? OptionalLong.empty() : OptionalLong.of(fuel);
    }

    /** How long the guest may live by the clock on the wall, counted from its instantiation. Default: empty, for ever. */
    public Optional<Duration> deadline() {
        return Optional.ofNullable(deadline);
    }

    /** The pool from which linear memory is taken, together with other instances. Default: empty, the whole heap. */
    public Optional<MemoryPool> memoryPool() {
        return Optional.ofNullable(memoryPool);
    }

    /**
     * How large the Java stack of the guest's thread must be, in bytes, so that {@link #callDepth()} is reached before
     * the stack ends. {@link InstanceThreads} makes such threads; on a smaller stack a deep guest traps earlier, with
     * the same message.
     */
    public long stackBytes() {
        return STACK_BYTES_BASE + STACK_BYTES_PER_CALL * callDepth;
    }

    /** These limits with another {@link #memoryBytes()}; not negative. */
    public ResourceLimits withMemoryBytes(long bytes) {
        return new ResourceLimits(
                notNegative("memory bytes", bytes), tableEntries, callDepth, fuel, deadline, memoryPool);
    }

    /** These limits with another {@link #tableEntries()}; not negative. */
    public ResourceLimits withTableEntries(long entries) {
        return new ResourceLimits(
                memoryBytes, notNegative("table entries", entries), callDepth, fuel, deadline, memoryPool);
    }

    /** These limits with another {@link #callDepth()}; not negative. */
    public ResourceLimits withCallDepth(int depth) {
        return new ResourceLimits(
                memoryBytes, tableEntries, (int) notNegative("call depth", depth), fuel, deadline, memoryPool);
    }

    /** These limits with {@link #fuel()}; not negative. */
    public ResourceLimits withFuel(long instructions) {
        return new ResourceLimits(
                memoryBytes, tableEntries, callDepth, notNegative("fuel", instructions), deadline, memoryPool);
    }

    /** These limits without a limit of fuel. */
    public ResourceLimits withoutFuel() {
        return new ResourceLimits(memoryBytes, tableEntries, callDepth, NO_LIMIT, deadline, memoryPool);
    }

    /** These limits with a {@link #deadline()}; zero ends the guest at its first step. */
    public ResourceLimits withDeadline(Duration time) {
        notNegative("deadline", time.isNegative() ? -1 : 0);
        return new ResourceLimits(memoryBytes, tableEntries, callDepth, fuel, time, memoryPool);
    }

    /** These limits without a deadline. */
    public ResourceLimits withoutDeadline() {
        return new ResourceLimits(memoryBytes, tableEntries, callDepth, fuel, null, memoryPool);
    }

    /** These limits with memory from a {@link #memoryPool()}. */
    public ResourceLimits withMemoryPool(MemoryPool pool) {
        return new ResourceLimits(memoryBytes, tableEntries, callDepth, fuel, deadline, pool);
    }

    private static long notNegative(String what, long value) {
        if (value < 0) {
            throw new IllegalArgumentException("limit " + what + ": " + value + " is negative");
        }
        return value;
    }

    /** The limits in one line. */
    @Override
    public String toString() {
        return "memory " + memoryBytes + " bytes, table " + tableEntries + " entries, call depth " + callDepth
                + ", fuel " + (fuel == NO_LIMIT ? "without limit" : fuel) + ", deadline "
                + (deadline == null ? "none" : deadline);
    }
}
