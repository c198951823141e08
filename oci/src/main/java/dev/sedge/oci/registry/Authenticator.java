package dev.sedge.oci.registry;

import dev.sedge.oci.OciException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds the {@code Authorization} header for a request and remembers it. Several threads that need the same token wait
 * for one exchange.
 */
final class Authenticator {
    private static final long MARGIN_SECONDS = 5;

    /** Credentials change and repositories are many; beyond this all tokens are asked for again. */
    private static final int MOST_SLOTS = 1000;

    private final TokenAuth tokens;
    private final LongSupplier nanoTime;
    private final Map<Key, Slot> slots = new ConcurrentHashMap<>();

    Authenticator(TokenAuth tokens, LongSupplier nanoTime) {
        this.tokens = tokens;
        this.nanoTime = nanoTime;
    }

    private record Key(String host, String scope, Credentials credentials) {}

    /** What is known for one key; guarded by its lock. */
    private static final class Slot {
        private final ReentrantLock lock = new ReentrantLock();
        private @Nullable String header;
        private long expires;
    }

    /** A header that is worth sending before anybody asks for one. */
    Optional<String> known(Host host, String scope, Credentials credentials) {
        if (credentials instanceof Credentials.RegistryToken token) {
            return Optional.of("Bearer " + token.token());
        }
        Slot slot = slot(host, scope, credentials);
        slot.lock.lock();
        try {
            return current(slot);
        } finally {
            slot.lock.unlock();
        }
    }

    /** A header that answers the challenges of a 401; the rejected one is forgotten. */
    String answer(
            Request rejected, List<Challenge> challenges, Host host, String scope, Credentials credentials, Instant now)
            throws OciException, Transient {
        if (credentials instanceof Credentials.RegistryToken) {
            throw refused(rejected, host, scope, "the registry token is not accepted");
        }
        Slot slot = slot(host, scope, credentials);
        slot.lock.lock();
        try {
            Optional<String> current = current(slot);
            if (current.isPresent() && !current.equals(rejected.authorization())) {
                return current.get();
            }
            slot.header = null;
            return renew(slot, rejected, challenges, host, scope, credentials, now);
        } finally {
            slot.lock.unlock();
        }
    }

    private String renew(
            Slot slot,
            Request rejected,
            List<Challenge> challenges,
            Host host,
            String scope,
            Credentials credentials,
            Instant now)
            throws OciException, Transient {
        Optional<Challenge> bearer = first(challenges, "bearer");
        if (bearer.isPresent()) {
            TokenAuth.Token token = tokens.exchange(
                    new TokenAuth.Exchange(rejected.action(), host, bearer.get(), scope, credentials), now);
            String header = "Bearer " + token.value();
            slot.header = header;
            slot.expires = nanoTime.getAsLong() + (token.seconds() - MARGIN_SECONDS) * 1_000_000_000L;
            return header;
        }
        if (first(challenges, "basic").isEmpty()) {
            throw refused(rejected, host, scope, "the registry offers no way to authenticate that is known here");
        }
        if (!(credentials instanceof Credentials.Basic basic)) {
            throw refused(rejected, host, scope, "the registry wants a user and a password, and none are configured");
        }
        String header = TokenAuth.basic(basic.user(), basic.password());
        if (Optional.of(header).equals(rejected.authorization())) {
            throw refused(rejected, host, scope, "the user or the password is wrong");
        }
        slot.header = header;
        slot.expires = Long.MAX_VALUE;
        return header;
    }

    private Optional<String> current(Slot slot) {
        String header = slot.header;
        if (header == null || (slot.expires != Long.MAX_VALUE && slot.expires - nanoTime.getAsLong() <= 0)) {
            return Optional.empty();
        }
        return Optional.of(header);
    }

    private Slot slot(Host host, String scope, Credentials credentials) {
        if (slots.size() >= MOST_SLOTS) {
            slots.clear();
        }
        return slots.computeIfAbsent(new Key(host.name(), scope, credentials), key -> new Slot());
    }

    private static Optional<Challenge> first(List<Challenge> challenges, String scheme) {
        return challenges.stream()
                .filter(challenge -> challenge.scheme().equals(scheme))
                .findFirst();
    }

    static OciException refused(Request request, Host host, String scope, String why) {
        return new OciException.Unauthorized(request.action() + " failed: 401 from " + request.shown() + " (scope "
                + scope + "): " + why + "; check the name, and the credentials for " + host.name());
    }
}
