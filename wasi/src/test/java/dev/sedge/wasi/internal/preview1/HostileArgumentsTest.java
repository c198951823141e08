package dev.sedge.wasi.internal.preview1;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sedge.wasi.Access;
import dev.sedge.wasi.MonotonicClock;
import dev.sedge.wasi.Preopen;
import dev.sedge.wasi.Randomness;
import dev.sedge.wasi.WallClock;
import dev.sedge.wasi.WasiConfig;
import dev.sedge.wasi.WasiLimits;
import dev.sedge.wasi.fs.Errno;
import dev.sedge.wasi.fs.InMemoryFileSystem;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every function with arguments that no honest program passes: an errno each time, and nothing unexpected behind it. */
class HostileArgumentsTest {
    private static final List<Long> EXTREMES = List.of(
            0L,
            1L,
            3L,
            4L,
            8L,
            64L,
            1024L,
            0xfffffff0L,
            0x80000000L,
            0x7fffffffL,
            0xffffffffL,
            131_071L,
            131_072L,
            131_073L,
            Long.MAX_VALUE,
            Long.MIN_VALUE,
            -1L,
            -5L,
            1L << 40);

    /** One argument extreme at a time, and all of them. */
    @ParameterizedTest
    @EnumSource(value = Call.class, mode = EnumSource.Mode.EXCLUDE, names = "PROC_EXIT")
    void call_extremeArguments_answersAnErrno(Call call) {
        int count = call.parameters().size();
        try (RawGuest guest = guest()) {
            for (long extreme : EXTREMES) {
                long[] all = new long[count];
                Arrays.fill(all, extreme);
                check(guest, call, all);
                for (int i = 0; i < count; i++) {
                    long[] one = plausible(call);
                    one[i] = extreme;
                    check(guest, call, one);
                }
            }
        }
    }

    /** Extreme arguments mixed at random, over memory that is random too, so that vectors and subscriptions are. */
    @ParameterizedTest
    @EnumSource(value = Call.class, mode = EnumSource.Mode.EXCLUDE, names = "PROC_EXIT")
    void call_mixedExtremesOverRandomMemory_answersAnErrno(Call call) {
        Random random = new Random(call.functionName().hashCode());
        int count = call.parameters().size();
        try (RawGuest guest = guest()) {
            for (int round = 0; round < 300; round++) {
                if (round % 50 == 0) {
                    byte[] noise = new byte[RawGuest.SIZE];
                    random.nextBytes(noise);
                    guest.bytes(0, noise);
                }
                long[] arguments = new long[count];
                for (int i = 0; i < count; i++) {
                    arguments[i] = EXTREMES.get(random.nextInt(EXTREMES.size()));
                }
                check(guest, call, arguments);
            }
        }
    }

    @Property(tries = 300)
    void call_randomArguments_answersAnErrno(
            @ForAll("calls") Call call,
            @ForAll("numbers") long a,
            @ForAll("numbers") long b,
            @ForAll("numbers") long c) {
        long[] arguments = plausible(call);
        long[] numbers = {a, b, c};
        for (int i = 0; i < arguments.length; i++) {
            if ((a >> i & 1) == 0) {
                arguments[i] = numbers[i % numbers.length];
            }
        }
        try (RawGuest guest = guest()) {
            check(guest, call, arguments);
        }
    }

    @Provide
    Arbitrary<Call> calls() {
        return Arbitraries.of(Call.class).filter(call -> call != Call.PROC_EXIT);
    }

    @Provide
    Arbitrary<Long> numbers() {
        return Arbitraries.oneOf(
                Arbitraries.longs(), Arbitraries.longs().between(0, RawGuest.SIZE), Arbitraries.of(EXTREMES));
    }

    private static void check(RawGuest guest, Call call, long[] arguments) {
        // In memory nothing breaks, so EIO could only be an exception that was not foreseen.
        assertThat(guest.call(call.functionName(), arguments))
                .as("%s%s", call, Arrays.toString(arguments))
                .isNotEqualTo(Errno.IO);
        assertThat(guest.log()).last().asString().startsWith("<== errno=E");
        guest.log().clear();
    }

    /** Arguments with which the call could work: descriptor 3, pointers into memory, short lengths. */
    private static long[] plausible(Call call) {
        long[] arguments = new long[call.parameters().size()];
        for (int i = 0; i < arguments.length; i++) {
            String name = call.parameters().get(i);
            if (name.endsWith("fd")) {
                arguments[i] = 3;
            } else if (name.endsWith("_len") || name.equals("nsubscriptions")) {
                arguments[i] = 1;
            } else if (!call.isLong(i)) {
                arguments[i] = RawGuest.DATA + 512L * i;
            }
        }
        return arguments;
    }

    /** A guest for which no wait is long: time is virtual and input at hand. */
    private static RawGuest guest() {
        RawGuest guest = new RawGuest(WasiConfig.builder()
                .args("a", "b")
                .env("C", "d")
                .stdin(new ByteArrayInputStream(new byte[5]))
                .randomness(Randomness.seeded(1))
                .wallClock(WallClock.fixed(Instant.EPOCH))
                .monotonicClock(MonotonicClock.virtual())
                .limits(WasiLimits.defaults().withFileBytes(1 << 20))
                .preopen(Preopen.of(InMemoryFileSystem.create(), "/", Access.READ_WRITE)));
        guest.open(3, "f", Layouts.OFLAG_CREATE, 0);
        return guest;
    }
}
