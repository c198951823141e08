package dev.sedge.agent.transport.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class HandshakeTest {
    @Test
    void offered_oneHeaderOrMany_keepsTheOrder() {
        assertThat(Handshake.offered(List.of("v5.channel.k8s.io, v4.channel.k8s.io", "", " , ", "channel.k8s.io")))
                .containsExactly("v5.channel.k8s.io", "v4.channel.k8s.io", "channel.k8s.io");
    }

    @Test
    void choose_takesTheFirstOfferedThatIsOurs() {
        List<String> ours = CommandProtocol.names();

        assertThat(Handshake.choose(List.of("v5.channel.k8s.io", "v3.channel.k8s.io", "v4.channel.k8s.io"), ours))
                .contains("v3.channel.k8s.io");
        assertThat(Handshake.choose(List.of("v5.channel.k8s.io"), ours)).isEmpty();
    }

    @Test
    void asksForSpdy_looksIntoBothHeaders() {
        assertThat(Handshake.asksForSpdy(List.of("keep-alive, Upgrade"), List.of("SPDY/3.1")))
                .isTrue();
        assertThat(Handshake.asksForSpdy(List.of("upgrade"), List.of("spdy/3.1")))
                .isTrue();
        assertThat(Handshake.asksForSpdy(List.of("close"), List.of("SPDY/3.1"))).isFalse();
        assertThat(Handshake.asksForSpdy(List.of("Upgrade"), List.of("websocket")))
                .isFalse();
        assertThat(Handshake.asksForSpdy(List.of(), List.of())).isFalse();
    }
}
