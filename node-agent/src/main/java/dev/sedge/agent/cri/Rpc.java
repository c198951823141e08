package dev.sedge.agent.cri;

import com.google.protobuf.MessageLite;

/**
 * One RPC and what answers it.
 *
 * @param <Q> the request
 * @param <R> the response
 * @param service the service that it belongs to
 * @param name its name in the service, such as {@code RunPodSandbox}
 * @param lane the kind of work that it is
 * @param request any request, for its type
 * @param response any response, for its type
 * @param handler what answers it
 */
public record Rpc<Q extends MessageLite, R extends MessageLite>(
        Service service, String name, Lane lane, Q request, R response, RpcHandler<Q, R> handler) {

    /** The services of the CRI. */
    public enum Service {
        /** Sandboxes and containers. */
        RUNTIME("RuntimeService"),
        /** Images. */
        IMAGE("ImageService");

        private final String simpleName;

        Service(String simpleName) {
            this.simpleName = simpleName;
        }

        /** The name without the package, which is the version of the CRI. */
        public String simpleName() {
            return simpleName;
        }
    }
}
