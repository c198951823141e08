package dev.sedge.agent.transport.streaming;

import dev.sedge.agent.cri.CriException;
import java.time.Duration;
import java.util.Base64;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Tickets for one stream each: 192 random bits, good for one minute and one use, a thousand at most. Thread-safe if its
 * generator is.
 */
final class StreamTokens {
    /** How many may be outstanding. */
    static final int MOST = 1000;

    /** How long each is good. */
    static final Duration LIFETIME = Duration.ofMinutes(1);

    private static final int BYTES = 24;

    private final LongSupplier nanoTime;
    private final RandomGenerator random;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Ticket> tickets = new LinkedHashMap<>(); // the oldest first

    private record Ticket(StreamRequest request, long issued) {}

    StreamTokens(LongSupplier nanoTime, RandomGenerator random) {
        this.nanoTime = nanoTime;
        this.random = random;
    }

    /**
     * A new token for a request.
     *
     * @throws CriException with RESOURCE_EXHAUSTED if too many are outstanding
     */
    String issue(StreamRequest request) throws CriException {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        lock.lock();
        try {
            removeExpired();
            if (tickets.size() >= MOST) {
                throw new CriException(
                        CriException.Kind.RESOURCE_EXHAUSTED,
                        "open a stream failed: " + MOST + " streams were asked for and not used yet; try again in "
                                + LIFETIME.toSeconds() + " seconds");
            }
            tickets.put(token, new Ticket(request, nanoTime.getAsLong()));
            return token;
        } finally {
            lock.unlock();
        }
    }

    /** The request of a token, which is spent with this; empty if there is none. */
    Optional<StreamRequest> take(String token) {
        lock.lock();
        try {
            removeExpired();
            return Optional.ofNullable(tickets.remove(token)).map(Ticket::request);
        } finally {
            lock.unlock();
        }
    }

    private void removeExpired() {
        long now = nanoTime.getAsLong();
        Iterator<Ticket> oldest = tickets.values().iterator();
        while (oldest.hasNext() && now - oldest.next().issued >= LIFETIME.toNanos()) {
            oldest.remove();
        }
    }
}
