package dev.sedge.bench.cri;

import com.google.protobuf.MessageLite;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.lite.ProtoLiteUtils;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Calls a container runtime on its unix socket, as kubelet does: one connection, many calls at once. Thread-safe. */
final class CriClient implements AutoCloseable {
    private static final String RUNTIME = "runtime.v1.RuntimeService/";
    private static final String IMAGE = "runtime.v1.ImageService/";

    private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final ManagedChannel channel;
    private final Map<String, MethodDescriptor<?, ?>> methods = new ConcurrentHashMap<>();

    /** A client that connects with its first call. */
    CriClient(Path socket) {
        channel = NettyChannelBuilder.forAddress(UnixDomainSocketAddress.of(socket))
                .channelType(NioDomainSocketChannel.class)
                .eventLoopGroup(loop)
                .withOption(ChannelOption.SO_KEEPALIVE, null)
                .overrideAuthority("localhost")
                .usePlaintext()
                .directExecutor()
                .build();
    }

    /** Calls an RPC of the runtime service and waits for its answer. */
    <Q extends MessageLite, R extends MessageLite> R runtime(String name, Q request, R anyResponse)
            throws IOException, InterruptedException {
        return call(RUNTIME + name, request, anyResponse);
    }

    /** Calls an RPC of the image service and waits for its answer. */
    <Q extends MessageLite, R extends MessageLite> R image(String name, Q request, R anyResponse)
            throws IOException, InterruptedException {
        return call(IMAGE + name, request, anyResponse);
    }

    private <Q extends MessageLite, R extends MessageLite> R call(String name, Q request, R anyResponse)
            throws IOException, InterruptedException {
        @SuppressWarnings("unchecked") // A method has one type of request and one of response.
        var method = (MethodDescriptor<Q, R>)
                methods.computeIfAbsent(name, unknown -> method(unknown, request, anyResponse));
        var answer = new Answer<R>();
        var call = channel.newCall(method, CallOptions.DEFAULT.withDeadlineAfter(2, TimeUnit.MINUTES));
        call.start(answer, new Metadata());
        call.request(2);
        call.sendMessage(request);
        call.halfClose();
        try {
            return answer.future.get();
        } catch (ExecutionException e) {
            throw new IOException(name + ": " + e.getCause(), e);
        }
    }

    private static <Q extends MessageLite, R extends MessageLite> MethodDescriptor<Q, R> method(
            String name, Q request, R anyResponse) {
        @SuppressWarnings("unchecked")
        Q anyRequest = (Q) request.getDefaultInstanceForType();
        return MethodDescriptor.<Q, R>newBuilder()
                .setType(MethodDescriptor.MethodType.UNARY)
                .setFullMethodName(name)
                .setRequestMarshaller(ProtoLiteUtils.marshaller(anyRequest))
                .setResponseMarshaller(ProtoLiteUtils.marshaller(anyResponse))
                .build();
    }

    @Override
    public void close() {
        channel.shutdownNow();
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    private static final class Answer<R> extends ClientCall.Listener<R> {
        private final CompletableFuture<R> future = new CompletableFuture<>();
        private @Nullable R message;

        @Override
        public void onMessage(R received) {
            message = received;
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            if (status.isOk() && message != null) {
                future.complete(message);
            } else {
                future.completeExceptionally(status.asException());
            }
        }
    }
}
