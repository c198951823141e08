package dev.sedge.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExitCodeTest {

    @ParameterizedTest
    @CsvSource({"0,0", "1,1", "255,255", "256,1", "259,3", "-1,255", "2147483647,255", "-2147483648,1"})
    void ofGuest_status_keepsTheLowByteButIsNeverZeroForAFailure(int status, int code) {
        assertThat(ExitCode.ofGuest(status)).isEqualTo(code);
    }
}
