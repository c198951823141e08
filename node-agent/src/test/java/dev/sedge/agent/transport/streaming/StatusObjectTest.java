package dev.sedge.agent.transport.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StatusObjectTest {
    @Test
    void exitCode_isWhereClientsLookForIt() {
        assertThat(StatusObject.exitCode(3))
                .isEqualTo("{\"metadata\":{},\"status\":\"Failure\",\"message\":\"command terminated with non-zero exit"
                        + " code: exit status 3\",\"reason\":\"NonZeroExitCode\",\"details\":{\"causes\":[{\"reason\":"
                        + "\"ExitCode\",\"message\":\"3\"}]}}");
    }

    @Test
    void failure_anyText_staysJson() {
        assertThat(StatusObject.failure("a\"b\\c\n\u0000é\ud800"))
                .contains("\"message\":\"a\\\"b\\\\c\\u000a\\u0000é\\ud800\"")
                .endsWith(",\"code\":500}");
    }
}
