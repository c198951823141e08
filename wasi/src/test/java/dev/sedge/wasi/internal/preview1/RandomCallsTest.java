package dev.sedge.wasi.internal.preview1;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sedge.wasi.Randomness;
import dev.sedge.wasi.WasiConfig;
import dev.sedge.wasi.fs.Errno;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class RandomCallsTest {
    @Test
    void randomGet_nothingGranted_answersNotcapable() {
        try (RawGuest guest = RawGuest.withNothing()) {
            assertThat(guest.call("random_get", 1, 5)).isEqualTo(Errno.NOTCAPABLE);
            assertThat(guest.log())
                    .containsExactly("==> wasi_snapshot_preview1.random_get(buf=1,buf_len=5)", "<== errno=ENOTCAPABLE");
        }
    }

    @Test
    void randomGet_seeded_isTheSameInEveryRelease() {
        try (RawGuest guest = seeded(42)) {
            assertThat(guest.call("random_get", 1, 32)).isEqualTo(Errno.SUCCESS);
            assertThat(HexFormat.of().formatHex(guest.bytesAt(0, 34)))
                    .isEqualTo("00" + "ec74bb75c2f7c42f12d529d1dac6cf09eb611e55c530c32eff2221e7ee48742a" + "00");
        }
    }

    @Test
    void randomGet_seeded_doesNotDependOnTheSizeOfRequests() {
        try (RawGuest once = seeded(7);
                RawGuest often = seeded(7)) {
            once.call("random_get", 0, 20_000);
            for (int at = 0; at < 20_000; at += 100) {
                often.call("random_get", at, 100);
            }
            assertThat(often.bytesAt(0, 20_000)).isEqualTo(once.bytesAt(0, 20_000));
        }
    }

    @Test
    void randomGet_secure_differsFromGuestToGuest() {
        WasiConfig.Builder config = WasiConfig.builder().randomness(Randomness.secure());
        try (RawGuest one = new RawGuest(config);
                RawGuest other = new RawGuest(config)) {
            one.call("random_get", 0, 32);
            other.call("random_get", 0, 32);
            assertThat(one.bytesAt(0, 32)).isNotEqualTo(other.bytesAt(0, 32)).isNotEqualTo(new byte[32]);
        }
    }

    @Test
    void randomGet_wholeMemory_fillsAllOfIt() {
        try (RawGuest guest = seeded(1)) {
            assertThat(guest.call("random_get", 0, RawGuest.SIZE)).isEqualTo(Errno.SUCCESS);
            byte[] all = guest.bytesAt(0, RawGuest.SIZE);
            for (int at = 0; at < all.length; at += 64) {
                assertThat(Arrays.copyOfRange(all, at, at + 64)).isNotEqualTo(new byte[64]);
            }
        }
    }

    @Test
    void randomGet_beyondTheByteLimit_answersNomemAndLeavesTheRestUsable() {
        Randomness limited = Randomness.seeded(1).withByteLimit(10);
        try (RawGuest guest = new RawGuest(WasiConfig.builder().randomness(limited))) {
            assertThat(guest.call("random_get", 0, 6)).isEqualTo(Errno.SUCCESS);
            assertThat(guest.call("random_get", 32, 5)).isEqualTo(Errno.NOMEM);
            assertThat(guest.bytesAt(32, 5)).isEqualTo(new byte[5]);
            assertThat(guest.call("random_get", 32, 4)).isEqualTo(Errno.SUCCESS);
        }
    }

    @Test
    void randomGet_zeroBytes_succeeds() {
        try (RawGuest guest = seeded(1)) {
            assertThat(guest.call("random_get", 0, 0)).isEqualTo(Errno.SUCCESS);
        }
    }

    @Test
    void randomGet_rangeAcrossTheEnd_answersFaultAndWritesNothing() {
        try (RawGuest guest = seeded(1)) {
            assertThat(guest.call("random_get", RawGuest.SIZE - 8, 9)).isEqualTo(Errno.FAULT);
            assertThat(guest.bytesAt(RawGuest.SIZE - 8L, 8)).isEqualTo(new byte[8]);
        }
    }

    private static RawGuest seeded(long seed) {
        return new RawGuest(WasiConfig.builder().randomness(Randomness.seeded(seed)));
    }
}
