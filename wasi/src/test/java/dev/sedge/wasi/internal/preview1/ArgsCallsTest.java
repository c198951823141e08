package dev.sedge.wasi.internal.preview1;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sedge.wasi.WasiConfig;
import dev.sedge.wasi.fs.Errno;
import org.junit.jupiter.api.Test;

class ArgsCallsTest {
    @Test
    void argsGet_twoArguments_writesPointersAndTexts() {
        try (RawGuest guest = new RawGuest(WasiConfig.builder().args("app", "grün"))) {
            assertThat(guest.call("args_sizes_get", 0, 4)).isEqualTo(Errno.SUCCESS);
            assertThat(guest.readInt(0)).isEqualTo(2);
            assertThat(guest.readInt(4)).isEqualTo(10);

            assertThat(guest.call("args_get", 16, 101)).isEqualTo(Errno.SUCCESS);
            assertThat(guest.readInt(16)).isEqualTo(101);
            assertThat(guest.readInt(20)).isEqualTo(105);
            assertThat(guest.textAt(100, 12)).isEqualTo("\0app\0grün\0\0");
            assertThat(guest.log())
                    .containsExactly(
                            "==> wasi_snapshot_preview1.args_sizes_get(result.argc=0,result.argv_len=4)",
                            "<== errno=ESUCCESS",
                            "==> wasi_snapshot_preview1.args_get(argv=16,argv_buf=101)",
                            "<== errno=ESUCCESS");
        }
    }

    @Test
    void argsGet_noArguments_writesNothing() {
        try (RawGuest guest = RawGuest.withNothing()) {
            assertThat(guest.call("args_sizes_get", 0, 4)).isEqualTo(Errno.SUCCESS);
            assertThat(guest.readLong(0)).isZero();
            assertThat(guest.call("args_get", 0, 0)).isEqualTo(Errno.SUCCESS);
        }
    }

    @Test
    void argsGet_blockOutsideMemory_answersFaultAndWritesNoPointer() {
        try (RawGuest guest = new RawGuest(WasiConfig.builder().args("app"))) {
            assertThat(guest.call("args_get", 16, RawGuest.SIZE - 3)).isEqualTo(Errno.FAULT);
            assertThat(guest.call("args_get", RawGuest.SIZE - 3, 16)).isEqualTo(Errno.FAULT);
            assertThat(guest.readInt(16)).isZero();
        }
    }
}
