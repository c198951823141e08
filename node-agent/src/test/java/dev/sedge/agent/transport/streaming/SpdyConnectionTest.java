package dev.sedge.agent.transport.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.spdy.DefaultSpdyPingFrame;
import io.netty.handler.codec.spdy.SpdyPingFrame;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SpdyConnectionTest {
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final SpdyConnection connection = new SpdyConnection(
            channel, new PortForwarding("sandbox", new FakeSessions(), Executors.newSingleThreadExecutor()));

    SpdyConnectionTest() {
        channel.freezeTime();
        channel.pipeline().addLast(connection);
    }

    @Test
    void pause_probesTheClient_becauseItsGoingIsNotRead() {
        connection.pause();
        connection.pause();
        assertThat(channel.config().isAutoRead()).isFalse();
        pass(4_999);
        assertThat(channel.outboundMessages()).isEmpty();
        pass(1);
        assertThat(channel.<SpdyPingFrame>readOutbound().id()).isEqualTo(2);
        connection.resume();
        pass(5_000);
        assertThat(channel.<SpdyPingFrame>readOutbound().id()).isEqualTo(2);
        connection.resume();
        pass(60_000);

        assertThat(channel.outboundMessages()).isEmpty();
        assertThat(channel.config().isAutoRead()).isTrue();
    }

    @Test
    void ping_ofTheClient_isAnsweredAndItsAnswersAreNot() {
        channel.writeInbound(new DefaultSpdyPingFrame(5), new DefaultSpdyPingFrame(2));

        assertThat(channel.<SpdyPingFrame>readOutbound().id()).isEqualTo(5);
        assertThat(channel.outboundMessages()).isEmpty();
    }

    @Test
    void finish_saysGoodbyeAndClosesAMomentLater() {
        connection.finish();
        channel.runPendingTasks();
        assertThat(channel.isOpen()).isTrue();
        pass(200);

        assertThat(channel.isOpen()).isFalse();
    }

    private void pass(long millis) {
        channel.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
    }
}
