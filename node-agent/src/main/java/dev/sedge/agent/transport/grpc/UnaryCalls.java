package dev.sedge.agent.transport.grpc;

import com.google.protobuf.MessageLite;
import dev.sedge.agent.cri.Rpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.Status;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** Takes the calls of one RPC from the event loop, which must never wait, to the threads of its lane. */
final class UnaryCalls<Q extends MessageLite, R extends MessageLite> implements ServerCallHandler<Q, R> {
    private final Rpc<Q, R> rpc;
    private final Lanes lanes;

    UnaryCalls(Rpc<Q, R> rpc, Lanes lanes) {
        this.rpc = rpc;
        this.lanes = lanes;
    }

    @Override
    public ServerCall.Listener<Q> startCall(ServerCall<Q, R> call, Metadata headers) {
        call.request(2); // One message, and the second, so that a client that sends it is told.
        return new Listener(call);
    }

    /** One call; for the event loop alone. */
    private final class Listener extends ServerCall.Listener<Q> {
        private final ServerCall<Q, R> call;
        private @Nullable Q request;
        private @Nullable Invocation<Q, R> invocation;
        private boolean refused;

        Listener(ServerCall<Q, R> call) {
            this.call = call;
        }

        @Override
        public void onMessage(Q message) {
            if (request != null) {
                refuse(Status.INTERNAL.withDescription(rpc.name() + " takes one request, and a second one came"));
            }
            request = message;
        }

        @Override
        public void onHalfClose() {
            if (refused) {
                return;
            }
            if (request == null) {
                refuse(Status.INTERNAL.withDescription(rpc.name() + " takes one request, and none came"));
                return;
            }
            invocation = new Invocation<>(rpc, call, request);
            try {
                lanes.execute(rpc.lane(), invocation);
            } catch (RejectedExecutionException e) {
                refuse(Status.RESOURCE_EXHAUSTED.withDescription(
                        "too many calls like " + rpc.name() + " wait already; try again later"));
            }
        }

        private void refuse(Status status) {
            if (!refused) {
                refused = true;
                call.close(status, new Metadata());
            }
        }

        @Override
        public void onCancel() {
            if (invocation != null) {
                invocation.cancel();
            }
        }
    }
}
