package dev.sedge.agent.cri;

import com.google.protobuf.MessageLite;
import dev.sedge.agent.cri.Rpc.Service;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The RPCs that are answered; all others are unimplemented. Immutable. */
public final class RpcTable {
    private final List<Rpc<?, ?>> rpcs;

    private RpcTable(Collection<Rpc<?, ?>> rpcs) {
        this.rpcs = List.copyOf(rpcs);
    }

    /** A table without RPCs, to be filled. */
    public static Builder builder() {
        return new Builder();
    }

    /** All RPCs of a service. */
    public List<Rpc<?, ?>> rpcs(Service service) {
        var selected = new ArrayList<Rpc<?, ?>>(rpcs);
        selected.removeIf(rpc -> rpc.service() != service);
        return selected;
    }

    /** Collects RPCs. For one thread. */
    public static final class Builder {
        private final Map<String, Rpc<?, ?>> rpcs = new LinkedHashMap<>();

        private Builder() {}

        /** Adds an RPC of the runtime service; its name is new. */
        public <Q extends MessageLite, R extends MessageLite> Builder runtime(
                Lane lane, String name, Q request, R response, RpcHandler<Q, R> handler) {
            return add(new Rpc<>(Service.RUNTIME, name, lane, request, response, handler));
        }

        /** Adds an RPC of the image service; its name is new. */
        public <Q extends MessageLite, R extends MessageLite> Builder image(
                Lane lane, String name, Q request, R response, RpcHandler<Q, R> handler) {
            return add(new Rpc<>(Service.IMAGE, name, lane, request, response, handler));
        }

        private Builder add(Rpc<?, ?> rpc) {
            if (rpcs.putIfAbsent(rpc.name(), rpc) != null) {
                throw new IllegalArgumentException("the RPC " + rpc.name() + " is in the table already");
            }
            return this;
        }

        /** The table. */
        public RpcTable build() {
            return new RpcTable(rpcs.values());
        }
    }
}
