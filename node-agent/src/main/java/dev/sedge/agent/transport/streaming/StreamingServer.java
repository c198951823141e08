package dev.sedge.agent.transport.streaming;

import dev.sedge.agent.cri.CriException;
import dev.sedge.agent.cri.StreamUrls;
import dev.sedge.agent.cri.v1.AttachRequest;
import dev.sedge.agent.cri.v1.ExecRequest;
import dev.sedge.agent.cri.v1.PortForwardRequest;
import dev.sedge.agent.io.StreamingSessions;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The server of exec, attach and port-forward, on loopback: kubelet gets a URL with a token that is good for one minute
 * and one use, and tunnels kubectl's connection to it. Thread-safe. One thread serves all connections; each session
 * that runs has one of at most 256 others.
 */
public final class StreamingServer implements StreamUrls, AutoCloseable {
    private static final System.Logger LOGGER = System.getLogger(StreamingServer.class.getName());
    private static final int MOST_SESSIONS = 256;
    private static final int MOST_CONNECTIONS = 512;
    private static final int IDLE_THREAD_SECONDS = 10;
    private static final int CLOSING_SECONDS = 2;

    private final StreamingSessions sessions;
    private final StreamTokens tokens = new StreamTokens(System::nanoTime, new SecureRandom());
    private final EventLoopGroup loop;
    private final ExecutorService threads;
    private final ChannelGroup connections;
    private final Channel listener;

    private StreamingServer(InetSocketAddress address, StreamingSessions sessions) throws IOException {
        this.sessions = sessions;
        this.loop = new MultiThreadIoEventLoopGroup(
                1, new DefaultThreadFactory("sedge-streaming", true), NioIoHandler.newFactory());
        this.threads = new ThreadPoolExecutor(
                0,
                MOST_SESSIONS,
                IDLE_THREAD_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                new DefaultThreadFactory("sedge-stream", true));
        this.connections = new DefaultChannelGroup(loop.next());
        this.listener = listen(address);
    }

    /**
     * Listens at an address; port 0 takes any that is free.
     *
     * @throws IOException if it cannot be listened at
     */
    public static StreamingServer start(InetSocketAddress address, StreamingSessions sessions) throws IOException {
        return new StreamingServer(address, sessions);
    }

    private Channel listen(InetSocketAddress address) throws IOException {
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel connection) {
                        accept(connection);
                    }
                });
        var bound = bootstrap.bind(address).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            close(loop);
            throw new IOException(
                    "listen at " + address + " for streams failed: "
                            + bound.cause().getMessage(),
                    bound.cause());
        }
        return bound.channel();
    }

    private void accept(SocketChannel connection) {
        if (connections.size() >= MOST_CONNECTIONS) {
            connection.close().addListener(closed -> LOGGER.log(Level.WARNING, "too many streams: one was refused"));
            return;
        }
        connections.add(connection);
        UpgradeHandler.install(connection.pipeline(), tokens, sessions, threads);
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return (InetSocketAddress) listener.localAddress();
    }

    /**
     * A URL for one execution.
     *
     * @throws CriException if the request is wrong or too many URLs are outstanding
     */
    @Override
    public String exec(ExecRequest request) throws CriException {
        return url(StreamRequest.Exec.of(request));
    }

    /**
     * A URL for attaching once.
     *
     * @throws CriException if the request is wrong or too many URLs are outstanding
     */
    @Override
    public String attach(AttachRequest request) throws CriException {
        return url(StreamRequest.Attach.of(request));
    }

    /**
     * A URL for forwarding any number of connections of one client.
     *
     * @throws CriException if the request is wrong, the sandbox is not ready or too many URLs are outstanding
     */
    @Override
    public String portForward(PortForwardRequest request) throws CriException {
        StreamRequest.PortForward wanted = StreamRequest.PortForward.of(request);
        sessions.requirePortForward(wanted.sandboxId());
        return url(wanted);
    }

    private String url(StreamRequest request) throws CriException {
        InetAddress host = address().getAddress();
        String name = host.getHostAddress();
        String literal = name.indexOf(':') < 0 ? name : "[" + name + "]";
        return "http://" + literal + ":" + address().getPort() + "/" + request.path() + "/" + tokens.issue(request);
    }

    /** Closes all connections and interrupts all sessions. */
    @Override
    public void close() {
        listener.close().awaitUninterruptibly();
        connections.close().awaitUninterruptibly();
        threads.shutdownNow();
        close(loop);
    }

    private static void close(EventLoopGroup group) {
        group.shutdownGracefully(0, CLOSING_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
