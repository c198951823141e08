package dev.sedge.wasi.internal.preview1;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sedge.wasi.WasiConfig;
import dev.sedge.wasi.fs.Errno;
import org.junit.jupiter.api.Test;

class EnvironCallsTest {
    @Test
    void environGet_sameNameTwice_writesBothInOrder() {
        try (RawGuest guest = new RawGuest(WasiConfig.builder().env("A", "1").env("A", "x=y"))) {
            assertThat(guest.call("environ_sizes_get", 0, 4)).isEqualTo(Errno.SUCCESS);
            assertThat(guest.readInt(0)).isEqualTo(2);
            assertThat(guest.readInt(4)).isEqualTo(10);

            assertThat(guest.call("environ_get", 16, 100)).isEqualTo(Errno.SUCCESS);
            assertThat(guest.readInt(16)).isEqualTo(100);
            assertThat(guest.readInt(20)).isEqualTo(104);
            assertThat(guest.textAt(100, 10)).isEqualTo("A=1\0A=x=y\0");
        }
    }

    @Test
    void environSizesGet_nothingGranted_showsNothingOfTheHost() {
        try (RawGuest guest = RawGuest.withNothing()) {
            assertThat(guest.call("environ_sizes_get", 0, 4)).isEqualTo(Errno.SUCCESS);
            assertThat(guest.readLong(0)).isZero();
        }
    }
}
