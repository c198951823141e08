package dev.sedge.agent.transport.streaming;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.spdy.DefaultSpdyGoAwayFrame;
import io.netty.handler.codec.spdy.DefaultSpdyPingFrame;
import io.netty.handler.codec.spdy.DefaultSpdyRstStreamFrame;
import io.netty.handler.codec.spdy.DefaultSpdySynReplyFrame;
import io.netty.handler.codec.spdy.SpdyDataFrame;
import io.netty.handler.codec.spdy.SpdyFrame;
import io.netty.handler.codec.spdy.SpdyPingFrame;
import io.netty.handler.codec.spdy.SpdyRstStreamFrame;
import io.netty.handler.codec.spdy.SpdySessionStatus;
import io.netty.handler.codec.spdy.SpdyStreamFrame;
import io.netty.handler.codec.spdy.SpdyStreamStatus;
import io.netty.handler.codec.spdy.SpdySynReplyFrame;
import io.netty.handler.codec.spdy.SpdySynStreamFrame;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.util.concurrent.ScheduledFuture;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A client's connection after it has left HTTP: streams, which only the client opens. SPDY's own flow control is not
 * used, because the clients of Kubernetes never open its window: when a client takes nothing, TCP tells us. State belongs
 * to the event loop; {@link #send}, {@link #awaitWritable}, {@link #finish} and {@link #close} are for any thread.
 *
 * @see <a href="https://www.chromium.org/spdy/spdy-protocol/spdy-protocol-draft3-1/">SPDY/3.1</a>
 */
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails closes the channel, and that is told
final class SpdyConnection extends SimpleChannelInboundHandler<SpdyFrame> {
    /** The most streams that may be open at once: a client of port-forward opens two for each connection. */
    static final int MOST_STREAMS = 512;

    private static final System.Logger LOGGER = System.getLogger(SpdyConnection.class.getName());
    private static final Duration OPENING_TIME = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long LINGER_MILLIS = 200;
    private static final long GOODBYE_MILLIS = 2_000;
    private static final long PROBE_MILLIS = 5_000;
    private static final int PROBE_ID = 2; // even: one of the server's

    private final Channel channel;
    private final StreamUser user;
    private final WriteGate gate = new WriteGate(PATIENCE);
    private final Map<Integer, SpdyStream> streams = new HashMap<>();
    private int lastId;
    private int pauses;
    private Optional<ScheduledFuture<?>> probes = Optional.empty();

    SpdyConnection(Channel channel, StreamUser user) {
        this.channel = channel;
        this.user = user;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        user.connected(this);
        context.executor().schedule(user::openingTimeIsOver, OPENING_TIME.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, SpdyFrame frame) {
        if (frame instanceof SpdyDataFrame data) {
            data(data);
        } else if (frame instanceof SpdySynStreamFrame opening) {
            open(opening);
        } else if (frame instanceof SpdyRstStreamFrame reset) {
            end(reset);
        } else if (frame instanceof SpdyPingFrame ping && ping.id() % 2 != 0) { // not the answer to one of ours
            send(new DefaultSpdyPingFrame(ping.id()));
        }
        // Settings and windows change nothing here; GOAWAY is followed by the end of the connection.
    }

    private void data(SpdyDataFrame frame) {
        SpdyStream stream = streams.get(frame.streamId());
        if (stream == null) {
            return; // over on our side; the client has not read that yet
        }
        stream.receive(frame.content());
        if (frame.isLast()) {
            end(stream);
        }
    }

    private void open(SpdySynStreamFrame frame) {
        int id = frame.streamId();
        if (id % 2 == 0 || id <= lastId) {
            close("the client opened a stream of the wrong number " + id);
            return;
        }
        lastId = id;
        if (frame.isInvalid() || frame.isTruncated()) {
            reset(id, SpdyStreamStatus.PROTOCOL_ERROR);
            return;
        }
        SpdyStream stream = new SpdyStream(this, id, frame.headers());
        if (streams.size() >= MOST_STREAMS || !user.opened(stream)) {
            reset(id, SpdyStreamStatus.REFUSED_STREAM);
            return;
        }
        streams.put(id, stream);
        SpdySynReplyFrame reply = new DefaultSpdySynReplyFrame(id);
        reply.headers()
                .set("server", "sedge"); // no header at all would be encoded as nothing, which clients cannot read
        send(reply);
        if (frame.isLast()) {
            end(stream);
        }
    }

    private void end(SpdyStreamFrame reset) {
        SpdyStream stream = streams.remove(reset.streamId());
        if (stream != null) {
            stream.end();
        }
    }

    private void end(SpdyStream stream) {
        stream.end();
        forgetIfOver(stream);
    }

    /** Forgets a stream on which nothing comes or goes any more. */
    void forgetIfOver(SpdyStream stream) {
        if (!channel.eventLoop().inEventLoop()) {
            channel.eventLoop().execute(() -> forgetIfOver(stream));
        } else if (stream.isOver()) {
            streams.remove(stream.id(), stream);
        }
    }

    /** Breaks a stream off; on the event loop. */
    void reset(int id, SpdyStreamStatus status) {
        streams.remove(id);
        send(new DefaultSpdyRstStreamFrame(id, status));
    }

    /** Sends a frame at once, however much waits. */
    void send(SpdyFrame frame) {
        channel.writeAndFlush(frame);
    }

    /** Waits until the client takes more. */
    void awaitWritable() throws IOException {
        gate.await();
    }

    Channel channel() {
        return channel;
    }

    /** Takes nothing from the client until as many {@link #resume} have come. */
    void pause() {
        changePauses(1);
    }

    void resume() {
        changePauses(-1);
    }

    private void changePauses(int by) {
        if (!channel.eventLoop().inEventLoop()) {
            channel.eventLoop().execute(() -> changePauses(by));
            return;
        }
        boolean was = pauses > 0;
        pauses += by;
        boolean paused = pauses > 0;
        if (paused != was) {
            channel.config().setAutoRead(!paused);
            probes.ifPresent(timer -> timer.cancel(false));
            probes = paused ? Optional.of(probe()) : Optional.empty();
        }
    }

    /** Who does not read does not see that the other side has gone, so writes tell: the answers wait with the rest. */
    private ScheduledFuture<?> probe() {
        return channel.eventLoop()
                .scheduleWithFixedDelay(
                        () -> send(new DefaultSpdyPingFrame(PROBE_ID)),
                        PROBE_MILLIS,
                        PROBE_MILLIS,
                        TimeUnit.MILLISECONDS);
    }

    /**
     * Says goodbye when all has been sent, and closes a moment later, so that what is still on its way to the client is
     * not cut off.
     */
    void finish() {
        channel.writeAndFlush(new DefaultSpdyGoAwayFrame(0, SpdySessionStatus.OK))
                .addListener(sent -> later(LINGER_MILLIS, this::endOutput));
    }

    private void endOutput() {
        if (channel instanceof DuplexChannel duplex && channel.isActive()) {
            duplex.shutdownOutput();
            later(GOODBYE_MILLIS, this::close);
        } else {
            close();
        }
    }

    private void later(long millis, Runnable task) {
        channel.eventLoop().schedule(task, millis, TimeUnit.MILLISECONDS);
    }

    /** Closes now. */
    void close() {
        channel.close();
    }

    private void close(String reason) {
        LOGGER.log(Level.DEBUG, "streaming connection closed: {0}", reason);
        channel.writeAndFlush(new DefaultSpdyGoAwayFrame(lastId, SpdySessionStatus.PROTOCOL_ERROR))
                .addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        gate.set(channel.isWritable());
        user.writable(channel.isWritable());
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof IdleStateEvent) {
            close("nothing came and nothing went for hours");
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        gate.close();
        probes.ifPresent(timer -> timer.cancel(false));
        List.copyOf(streams.values()).forEach(SpdyStream::end);
        streams.clear();
        user.disconnected();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        LOGGER.log(Level.DEBUG, "streaming connection closed", cause);
        channel.close();
    }
}
