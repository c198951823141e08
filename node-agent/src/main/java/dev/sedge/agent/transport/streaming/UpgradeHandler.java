package dev.sedge.agent.transport.streaming;

import dev.sedge.agent.io.StreamingSessions;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.spdy.SpdyFrameCodec;
import io.netty.handler.codec.spdy.SpdyVersion;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.handler.timeout.ReadTimeoutHandler;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/** The one request of HTTP on a connection: a token is exchanged for the streams that it stands for. */
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails closes the channel, and that is told
final class UpgradeHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final System.Logger LOGGER = System.getLogger(UpgradeHandler.class.getName());
    private static final int LONGEST_LINE = 4 << 10;
    private static final int LONGEST_HEADERS = 32 << 10;
    private static final int LONGEST_CHUNK = 8 << 10;
    private static final int LONGEST_BODY = 1 << 10;
    private static final int REQUEST_SECONDS = 10;
    private static final long IDLE_HOURS = 4;

    private final StreamTokens tokens;
    private final StreamingSessions sessions;
    private final ExecutorService threads;

    private UpgradeHandler(StreamTokens tokens, StreamingSessions sessions, ExecutorService threads) {
        this.tokens = tokens;
        this.sessions = sessions;
        this.threads = threads;
    }

    /** Makes a new connection wait for its request, for ten seconds. */
    static void install(
            ChannelPipeline pipeline, StreamTokens tokens, StreamingSessions sessions, ExecutorService threads) {
        pipeline.addLast("patience", new ReadTimeoutHandler(REQUEST_SECONDS));
        pipeline.addLast("http", new HttpServerCodec(LONGEST_LINE, LONGEST_HEADERS, LONGEST_CHUNK));
        pipeline.addLast("body", new HttpObjectAggregator(LONGEST_BODY));
        pipeline.addLast("upgrade", new UpgradeHandler(tokens, sessions, threads));
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        if (request.decoderResult().isFailure()) {
            refuse(context, HttpResponseStatus.BAD_REQUEST, "this is no request of HTTP");
            return;
        }
        if (!request.method().equals(HttpMethod.GET) && !request.method().equals(HttpMethod.POST)) {
            refuse(context, HttpResponseStatus.METHOD_NOT_ALLOWED, "only GET and POST are known here");
            return;
        }
        Optional<StreamRequest> wanted = find(request.uri());
        if (wanted.isEmpty()) {
            refuse(context, HttpResponseStatus.NOT_FOUND, "no such stream: its URL was used before, or is too old");
            return;
        }
        HttpHeaders headers = request.headers();
        List<String> upgrade = headers.getAll(HttpHeaderNames.UPGRADE);
        List<String> offered = Handshake.offered(headers.getAll(Handshake.VERSION));
        if (!Handshake.asksForSpdy(headers.getAll(HttpHeaderNames.CONNECTION), upgrade)) {
            refuse(
                    context,
                    HttpResponseStatus.BAD_REQUEST,
                    "unable to upgrade: only " + Handshake.SPDY + " is spoken here");
        } else if (offered.isEmpty()) {
            refuse(
                    context,
                    HttpResponseStatus.BAD_REQUEST,
                    "unable to upgrade: header " + Handshake.VERSION + " is missing");
        } else {
            negotiate(context, wanted.get(), offered);
        }
    }

    private Optional<StreamRequest> find(String uri) {
        int query = uri.indexOf('?');
        String[] parts = (query < 0 ? uri : uri.substring(0, query)).split("/", -1);
        if (parts.length != 3 || !parts[0].isEmpty()) {
            return Optional.empty();
        }
        return tokens.take(parts[2]).filter(request -> request.path().equals(parts[1]));
    }

    private void negotiate(ChannelHandlerContext context, StreamRequest request, List<String> offered) {
        List<String> ours = request.protocols();
        Optional<String> chosen = Handshake.choose(offered, ours);
        if (chosen.isEmpty()) {
            FullHttpResponse response = response(
                    HttpResponseStatus.FORBIDDEN,
                    "unable to upgrade: the client speaks " + offered + ", this server " + ours);
            response.headers().add(Handshake.ACCEPTED, ours);
            context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
            return;
        }
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.SWITCHING_PROTOCOLS, Unpooled.EMPTY_BUFFER);
        response.headers()
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE)
                .set(HttpHeaderNames.UPGRADE, Handshake.SPDY)
                .set(Handshake.VERSION, chosen.get());
        StreamUser user = user(request, chosen.get());
        context.writeAndFlush(response).addListener(written -> {
            if (written.isSuccess()) {
                leaveHttp(context.pipeline(), user);
            } else {
                context.close();
            }
        });
    }

    private StreamUser user(StreamRequest request, String protocol) {
        return request instanceof StreamRequest.Command command
                ? new RemoteCommand(command, CommandProtocol.of(protocol), sessions, threads)
                : new PortForwarding(((StreamRequest.PortForward) request).sandboxId(), sessions, threads);
    }

    private static void leaveHttp(ChannelPipeline pipeline, StreamUser user) {
        pipeline.addLast(new IdleStateHandler(0, 0, IDLE_HOURS, TimeUnit.HOURS));
        pipeline.addLast(new SpdyFrameCodec(SpdyVersion.SPDY_3_1));
        pipeline.addLast(new SpdyConnection(pipeline.channel(), user));
        pipeline.remove("patience");
        pipeline.remove("upgrade");
        pipeline.remove("body");
        pipeline.remove("http"); // last: what it has read too far goes on to the others
    }

    private static void refuse(ChannelHandlerContext context, HttpResponseStatus status, String message) {
        context.writeAndFlush(response(status, message)).addListener(ChannelFutureListener.CLOSE);
    }

    private static FullHttpResponse response(HttpResponseStatus status, String message) {
        ByteBuf body = Unpooled.copiedBuffer(message + "\n", StandardCharsets.UTF_8);
        FullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, body);
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8")
                .set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes())
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        return response;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        LOGGER.log(Level.DEBUG, "streaming connection closed before it was upgraded", cause);
        context.close();
    }
}
