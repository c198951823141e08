package dev.sedge.agent.transport.streaming;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One connection from a client's data stream to a port. Each direction ends by itself. Belongs to the event loop of the
 * client's connection, on which it also runs, so that it costs no thread.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails closes the channel, and that is told
final class ForwardedConnection extends ChannelInboundHandlerAdapter implements SpdyStream.Receiver {
    private static final int CONNECT_MILLIS = 10_000;
    private static final long STALLED_SECONDS = 30;
    private static final int MUCH = 256 << 10;

    private final SpdyConnection client;
    private final SpdyStream data;
    private final Consumer<Optional<String>> whenOver;
    private final Deque<ByteBuf> early = new ArrayDeque<>(); // what came before the port answered
    private Optional<Channel> target = Optional.empty();
    private Optional<ScheduledFuture<?>> stalled = Optional.empty();
    private int earlyBytes;
    private boolean paused;
    private boolean clientEnded;
    private boolean over;

    /** A connection that is not made yet; who waits for its end learns why it failed, if it did. */
    ForwardedConnection(SpdyConnection client, SpdyStream data, Consumer<Optional<String>> whenOver) {
        this.client = client;
        this.data = data;
        this.whenOver = whenOver;
    }

    boolean isOf(SpdyStream stream) {
        return data == stream;
    }

    void connect(InetSocketAddress address, boolean writable) {
        if (over) {
            return;
        }
        new Bootstrap()
                .group(client.channel().eventLoop())
                .channel(NioSocketChannel.class)
                .option(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
                .option(ChannelOption.AUTO_READ, writable)
                .handler(this)
                .connect(address)
                .addListener(connected -> {
                    if (!connected.isSuccess()) {
                        fail(String.valueOf(connected.cause().getMessage()));
                    }
                });
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        if (over) {
            context.close();
            return;
        }
        target = Optional.of(context.channel());
        while (!early.isEmpty()) {
            context.write(early.remove());
        }
        context.flush();
        earlyBytes = 0;
        if (clientEnded) {
            shutdownOutput();
        }
        checkPressure();
    }

    @Override
    public void data(ByteBuf content) {
        if (over) {
            return;
        }
        if (target.isPresent()) {
            target.get().writeAndFlush(content.retain());
        } else {
            early.add(content.retain());
            earlyBytes += content.readableBytes();
        }
        checkPressure();
    }

    @Override
    public void end() {
        clientEnded = true;
        if (target.isPresent()) {
            shutdownOutput();
        }
    }

    private void shutdownOutput() {
        // An empty write first: shutting down would drop what still waits to be written.
        target.ifPresent(
                channel -> channel.writeAndFlush(client.channel().alloc().buffer(0, 0))
                        .addListener(written -> ((DuplexChannel) channel).shutdownOutput()));
    }

    /** The client takes more, or no more. */
    void writable(boolean writable) {
        target.ifPresent(channel -> channel.config().setAutoRead(writable));
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        data.send((ByteBuf) message);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        checkPressure();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            data.finish();
            if (clientEnded) {
                close();
            }
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        close();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        fail(String.valueOf(cause.getMessage()));
    }

    /** A target that takes nothing holds up the client's connection, but not for ever. */
    private void checkPressure() {
        boolean much =
                earlyBytes >= MUCH || (target.isPresent() && !target.get().isWritable());
        if (much && !paused && !over) {
            paused = true;
            client.pause();
            stalled = Optional.of(client.channel()
                    .eventLoop()
                    .schedule(() -> fail("the port took no data for too long"), STALLED_SECONDS, TimeUnit.SECONDS));
        } else if ((!much || over) && paused) {
            paused = false;
            stalled.ifPresent(timer -> timer.cancel(false));
            client.resume();
        }
    }

    /** Ends it with a message for the client. */
    void fail(String message) {
        end(Optional.of(message));
    }

    /** Ends it. */
    void close() {
        end(Optional.empty());
    }

    private void end(Optional<String> failure) {
        if (over) {
            return;
        }
        over = true;
        early.forEach(ByteBuf::release);
        early.clear();
        checkPressure();
        target.ifPresent(Channel::close);
        whenOver.accept(failure);
    }
}
