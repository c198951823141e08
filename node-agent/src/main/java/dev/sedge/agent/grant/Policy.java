package dev.sedge.agent.grant;

import java.util.OptionalLong;

/**
 * What the owner of a node lets pods have. As shipped, annotations of pods can only narrow: each maximum is the default.
 *
 * @param staleIfOffline whether an image that is to be pulled, while its registry cannot be reached, is taken from the
 *     store as it is. Default: no
 * @param defaults what a container has without an annotation
 * @param maxima what an annotation may ask for at most
 * @param network where a container may listen
 */
public record Policy(boolean staleIfOffline, Allowance defaults, Allowance maxima, NetworkRules network) {
    /** The policy of a node whose owner said nothing. */
    public static final Policy DEFAULT =
            new Policy(false, Allowance.DEFAULT, Allowance.DEFAULT_MAXIMA, NetworkRules.DEFAULT);

    /** The largest linear memory of 32-bit Wasm. */
    private static final long WASM_MEMORY = 1L << 32;

    /**
     * Checks that no default is above its maximum.
     *
     * @throws GrantSyntaxException if one is
     */
    public Policy {
        for (Amount<?> amount : Amount.all()) {
            requireWithin(amount, defaults, maxima);
        }
    }

    private static <T> void requireWithin(Amount<T> amount, Allowance defaults, Allowance maxima) {
        T usual = amount.in(defaults);
        T most = amount.in(maxima);
        if (amount.isMore(usual, most)) {
            throw new GrantSyntaxException("policy.defaults." + amount.key() + " (" + amount.format(usual)
                    + ") is more than policy.maxima." + amount.key() + " (" + amount.format(most)
                    + "): lower the default or raise the maximum");
        }
    }

    /**
     * How large the linear memory of a container may become.
     *
     * @param podLimit the memory limit in its pod's spec in bytes; 0 if there is none
     * @throws GrantSyntaxException if the pod's limit is above the maximum
     */
    public long memoryBytes(long podLimit) {
        OptionalLong limit = podLimit > 0 ? OptionalLong.of(podLimit) : defaults.memoryBytes();
        if (Amount.MEMORY.isMore(limit, maxima.memoryBytes())) {
            throw PodGrants.tooMuch("the container's memory limit", limit, Amount.MEMORY, this);
        }
        return Math.min(limit.orElse(WASM_MEMORY), WASM_MEMORY);
    }

    /** The same policy with these rules of the network. */
    public Policy withNetwork(NetworkRules rules) {
        return new Policy(staleIfOffline, defaults, maxima, rules);
    }
}
