package dev.sedge.agent.grant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class EnvironmentVariableTest {

    @Test
    void parse_valueWithEqualsSign_isKeptWhole() {
        assertThat(EnvironmentVariable.parse("A=b=c")).isEqualTo(new EnvironmentVariable("A", "b=c"));
        assertThat(EnvironmentVariable.parse("A=")).isEqualTo(new EnvironmentVariable("A", ""));
    }

    @Test
    void parse_nameAlone_takesNothingFromTheHost() {
        assertThatThrownBy(() -> EnvironmentVariable.parse("PATH"))
                .isInstanceOf(GrantSyntaxException.class)
                .hasMessage("'PATH' has no value: give NAME=VALUE, nothing is taken over from the host's environment");
    }

    @Test
    void parse_emptyNameOrNul_isRefused() {
        assertThatThrownBy(() -> EnvironmentVariable.parse("=x")).isInstanceOf(GrantSyntaxException.class);
        assertThatThrownBy(() -> EnvironmentVariable.parse("A=\0")).isInstanceOf(GrantSyntaxException.class);
    }
}
