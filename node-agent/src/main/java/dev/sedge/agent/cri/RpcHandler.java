package dev.sedge.agent.cri;

import com.google.protobuf.MessageLite;

/**
 * Answers one RPC of the CRI. Called by many threads at once.
 *
 * @param <Q> the request
 * @param <R> the response
 */
@FunctionalInterface
public interface RpcHandler<Q extends MessageLite, R extends MessageLite> {
    /**
     * Answers a request. The thread is interrupted when the client has cancelled the call or its deadline has passed; what
     * waits then gives up.
     *
     * @throws CriException if it cannot be answered
     * @throws InterruptedException if the client no longer waits
     */
    R handle(Q request) throws CriException, InterruptedException;
}
