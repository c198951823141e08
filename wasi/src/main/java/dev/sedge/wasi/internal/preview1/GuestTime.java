package dev.sedge.wasi.internal.preview1;

import dev.sedge.runtime.InstanceControl;
import dev.sedge.wasi.MonotonicClock;
import dev.sedge.wasi.WallClock;
import dev.sedge.wasi.WasiConfig;
import dev.sedge.wasi.fs.Errno;
import dev.sedge.wasi.fs.ErrnoException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The clocks of one guest, in nanoseconds. Confined to the guest's thread. */
final class GuestTime {
    static final int REALTIME = 0;
    static final int MONOTONIC = 1;
    static final int PROCESS_CPU = 2;
    static final int THREAD_CPU = 3;

    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final long MAX_SECONDS = Long.MAX_VALUE / NANOS_PER_SECOND - 1;

    private final WallClock wall;
    private final MonotonicClock monotonic;
    private final @Nullable InstantSource wallSource;
    private final @Nullable LongSupplier monotonicSource;
    private final InstanceControl control;
    private final boolean wallStands;
    private final long wallStep;
    private final long monotonicStep;
    private final long base;
    private long slept;
    private long last;

    GuestTime(WasiConfig config, InstanceControl control) {
        this.wall = config.wallClock();
        this.monotonic = config.monotonicClock();
        this.wallSource = wall.source().orElse(null);
        this.monotonicSource = monotonic.source().orElse(null);
        this.control = control;
        this.wallStands = wall.fixedAt().isPresent();
        this.wallStep = wall.resolution().toNanos();
        this.monotonicStep = monotonic.resolution().toNanos();
        this.base = monotonicSource == null ? 0 : monotonicSource.getAsLong();
    }

    /** The step of a clock: EINVAL for an unknown one, ENOTCAPABLE for one that is not granted. */
    long resolution(int id) throws ErrnoException {
        switch (id) {
            case REALTIME -> {
                requireGranted(wall.isGranted());
                return wallStep;
            }
            case MONOTONIC, PROCESS_CPU, THREAD_CPU -> {
                requireGranted(monotonic.isGranted());
                return monotonicStep;
            }
            default -> throw new ErrnoException(Errno.INVAL);
        }
    }

    /** The time of a clock: EINVAL for an unknown one, ENOTCAPABLE for one that is not granted. */
    long now(int id) throws ErrnoException {
        return switch (id) {
            case REALTIME -> wall();
            case MONOTONIC -> monotonic();
            case PROCESS_CPU, THREAD_CPU -> cpu();
            default -> throw new ErrnoException(Errno.INVAL);
        };
    }

    /** The date and time now for files, which have times even where the guest has no clock. */
    long forFiles() {
        if (wallSource != null) {
            return coarse(wallNanos(wallSource), wallStep);
        }
        return Math.max(0, System.currentTimeMillis() * 1_000_000L);
    }

    /** Time that passes, from any origin, for measuring how long the guest has waited; needs no granted clock. */
    long elapsed() {
        if (monotonic.isVirtual()) {
            return slept;
        }
        return monotonicSource == null ? System.nanoTime() : monotonicSource.getAsLong();
    }

    /** Notes that the guest has slept. */
    void slept(long nanoseconds) {
        if (nanoseconds > 0) {
            slept = saturatingAdd(slept, nanoseconds);
        }
    }

    private long wall() throws ErrnoException {
        if (wallSource == null) {
            throw new ErrnoException(Errno.NOTCAPABLE);
        }
        return coarse(wallNanos(wallSource), wallStep);
    }

    private long wallNanos(InstantSource source) {
        Instant now = source.instant();
        long seconds = Math.min(now.getEpochSecond(), MAX_SECONDS);
        long nanos = seconds < 0 ? 0 : seconds * NANOS_PER_SECOND + now.getNano();
        return wallStands ? saturatingAdd(nanos, slept) : nanos;
    }

    private long monotonic() throws ErrnoException {
        requireGranted(monotonic.isGranted());
        if (monotonicSource == null) {
            return coarse(slept, monotonicStep);
        }
        last = Math.max(last, coarse(monotonicSource.getAsLong() - base, monotonicStep));
        return last;
    }

    private long cpu() throws ErrnoException {
        requireGranted(monotonic.isGranted());
        if (monotonic.isVirtual()) {
            return coarse(slept, monotonicStep);
        }
        return coarse(control.cpuTime().toNanos(), monotonicStep);
    }

    private static long coarse(long nanoseconds, long step) {
        return step == 1 ? nanoseconds : nanoseconds - nanoseconds % step;
    }

    private static long saturatingAdd(long a, long b) {
        long sum = a + b;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }

    private static void requireGranted(boolean granted) throws ErrnoException {
        if (!granted) {
            throw new ErrnoException(Errno.NOTCAPABLE);
        }
    }
}
