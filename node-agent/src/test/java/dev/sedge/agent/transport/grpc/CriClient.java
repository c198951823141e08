package dev.sedge.agent.transport.grpc;

import com.google.protobuf.MessageLite;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.lite.ProtoLiteUtils;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A client as kubelet has it: gRPC over the unix socket. */
final class CriClient implements AutoCloseable {
    private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final ManagedChannel channel;

    CriClient(Path socket) {
        channel = NettyChannelBuilder.forAddress(UnixDomainSocketAddress.of(socket))
                .channelType(NioDomainSocketChannel.class)
                .eventLoopGroup(loop)
                .withOption(ChannelOption.SO_KEEPALIVE, null)
                .overrideAuthority("localhost")
                .usePlaintext()
                .maxInboundMessageSize(16 << 20)
                .build();
    }

    /** Calls and waits for the answer. */
    <Q extends MessageLite, R extends MessageLite> R call(String method, Q request, R anyResponse)
            throws StatusException, InterruptedException {
        try {
            return start(method, request, anyResponse, CallOptions.DEFAULT)
                    .answer()
                    .get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof StatusException refused) {
                throw refused;
            }
            throw new AssertionError(e);
        }
    }

    /** Calls and goes on. */
    <Q extends MessageLite, R extends MessageLite> Call<Q, R> start(
            String method, Q request, R anyResponse, CallOptions options) {
        @SuppressWarnings("unchecked")
        Q anyRequest = (Q) request.getDefaultInstanceForType();
        var call = channel.newCall(
                MethodDescriptor.<Q, R>newBuilder()
                        .setType(MethodDescriptor.MethodType.UNARY)
                        .setFullMethodName(method)
                        .setRequestMarshaller(ProtoLiteUtils.marshaller(anyRequest))
                        .setResponseMarshaller(ProtoLiteUtils.marshaller(anyResponse))
                        .build(),
                options);
        var answer = new CompletableFuture<R>();
        call.start(new Answer<>(answer), new Metadata());
        call.request(2);
        call.sendMessage(request);
        call.halfClose();
        return new Call<>(call, answer);
    }

    @Override
    public void close() {
        channel.shutdownNow();
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    /** A call that waits for its answer. */
    record Call<Q, R>(ClientCall<Q, R> call, CompletableFuture<R> answer) {
        void cancel() {
            call.cancel("the test no longer waits", null);
        }
    }

    private static final class Answer<R> extends ClientCall.Listener<R> {
        private final CompletableFuture<R> answer;
        private @Nullable R message;

        Answer(CompletableFuture<R> answer) {
            this.answer = answer;
        }

        @Override
        public void onMessage(R received) {
            message = received;
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            if (status.isOk() && message != null) {
                answer.complete(message);
            } else {
                answer.completeExceptionally(status.asException());
            }
        }
    }
}
