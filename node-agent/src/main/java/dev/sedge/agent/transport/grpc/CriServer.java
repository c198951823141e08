package dev.sedge.agent.transport.grpc;

import com.google.protobuf.MessageLite;
import dev.sedge.agent.cri.Rpc;
import dev.sedge.agent.cri.RpcTable;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.lite.ProtoLiteUtils;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Serves the CRI on a unix socket of mode 0600, without native code. Every RPC of the table is answered as part of {@code
 * runtime.v1} and of {@code runtime.v1alpha2}, whose messages are the same on the wire, so that old and new kubelets are
 * served at once. What is not in the table is UNIMPLEMENTED.
 *
 * <p>Handlers run on platform threads, a bounded number for each {@link dev.sedge.agent.cri.Lane}; when a client cancels a
 * call or its deadline passes, the thread of its handler is interrupted. Thread-safe.
 */
public final class CriServer implements AutoCloseable {
    private static final List<String> VERSIONS = List.of("runtime.v1", "runtime.v1alpha2");
    /** What kubelet's own client accepts. */
    private static final int LARGEST_MESSAGE = 16 << 20;

    private static final Duration GRACE = Duration.ofSeconds(2);

    private final SocketFile file;
    private final Lanes lanes;
    private final EventLoopGroup loop;
    private final Server server;

    private CriServer(SocketFile file, Lanes lanes, EventLoopGroup loop, Server server) {
        this.file = file;
        this.lanes = lanes;
        this.loop = loop;
        this.server = server;
    }

    /**
     * Starts to answer on a socket.
     *
     * @param socket the socket's file; a directory that is missing is made, a socket that nobody answers on is replaced
     * @throws IOException if another program answers there, or it cannot be bound
     */
    public static CriServer start(Path socket, RpcTable table) throws IOException {
        var file = SocketFile.claim(socket);
        var lanes = new Lanes();
        var loop = new MultiThreadIoEventLoopGroup(
                1, new DefaultThreadFactory("cri-loop", true), NioIoHandler.newFactory());
        var server = new CriServer(file, lanes, loop, server(file.bindPath(), table, lanes, loop));
        try {
            server.server.start();
            file.publish();
        } catch (IOException e) {
            server.close();
            throw new IOException("cannot listen on " + socket + ": " + e.getMessage(), e);
        }
        return server;
    }

    private static Server server(Path path, RpcTable table, Lanes lanes, EventLoopGroup loop) {
        var builder = NettyServerBuilder.forAddress(UnixDomainSocketAddress.of(path))
                .channelType(NioServerDomainSocketChannel.class)
                .bossEventLoopGroup(loop)
                .workerEventLoopGroup(loop)
                .withChildOption(ChannelOption.SO_KEEPALIVE, null) // Unknown to unix sockets.
                .maxInboundMessageSize(LARGEST_MESSAGE)
                .directExecutor(); // Calls leave the event loop in UnaryCalls.
        for (String version : VERSIONS) {
            for (Rpc.Service service : Rpc.Service.values()) {
                builder.addService(definition(version + "." + service.simpleName(), table.rpcs(service), lanes));
            }
        }
        return builder.build();
    }

    private static ServerServiceDefinition definition(String service, List<Rpc<?, ?>> rpcs, Lanes lanes) {
        var definition = ServerServiceDefinition.builder(service);
        rpcs.forEach(rpc -> add(definition, service, rpc, lanes));
        return definition.build();
    }

    private static <Q extends MessageLite, R extends MessageLite> void add(
            ServerServiceDefinition.Builder definition, String service, Rpc<Q, R> rpc, Lanes lanes) {
        var method = MethodDescriptor.<Q, R>newBuilder()
                .setType(MethodDescriptor.MethodType.UNARY)
                .setFullMethodName(MethodDescriptor.generateFullMethodName(service, rpc.name()))
                .setRequestMarshaller(ProtoLiteUtils.marshaller(rpc.request()))
                .setResponseMarshaller(ProtoLiteUtils.marshaller(rpc.response()))
                .build();
        definition.addMethod(method, new UnaryCalls<>(rpc, lanes));
    }

    /** Waits until it is closed. */
    public void awaitTermination() throws InterruptedException {
        server.awaitTermination();
    }

    /** Takes no more calls, gives those that run a moment to end, interrupts the rest, and removes the socket. */
    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            System.getLogger(CriServer.class.getName()).log(System.Logger.Level.WARNING, "cannot remove the socket", e);
        }
        server.shutdown();
        boolean interrupted = false;
        try {
            server.awaitTermination(GRACE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        server.shutdownNow();
        lanes.close();
        loop.shutdownGracefully(0, GRACE.toMillis(), TimeUnit.MILLISECONDS).awaitUninterruptibly(GRACE.toMillis());
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
