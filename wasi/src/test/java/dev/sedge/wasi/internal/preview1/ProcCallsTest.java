package dev.sedge.wasi.internal.preview1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sedge.wasi.ExitException;
import dev.sedge.wasi.fs.Errno;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcCallsTest {
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 126, 137, 255, 256, 0x7fff_ffffL, 0xffff_ffffL})
    void procExit_anyStatus_endsTheGuestWithAll32Bits(long status) {
        try (RawGuest guest = RawGuest.withNothing()) {
            assertThatThrownBy(() -> guest.call("proc_exit", status))
                    .isInstanceOf(ExitException.class)
                    .asInstanceOf(InstanceOfAssertFactories.type(ExitException.class))
                    .satisfies(exit -> assertThat(exit.status().unsigned()).isEqualTo(status));
            assertThat(guest.log()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 9, 15, -1})
    void procRaise_anySignal_answersNotsup(int signal) {
        try (RawGuest guest = RawGuest.withNothing()) {
            assertThat(guest.call("proc_raise", signal)).isEqualTo(Errno.NOTSUP);
        }
    }

    @Test
    void schedYield_always_succeeds() {
        try (RawGuest guest = RawGuest.withNothing()) {
            assertThat(guest.call("sched_yield")).isEqualTo(Errno.SUCCESS);
            assertThat(guest.log()).containsExactly("==> wasi_snapshot_preview1.sched_yield()", "<== errno=ESUCCESS");
        }
    }
}
