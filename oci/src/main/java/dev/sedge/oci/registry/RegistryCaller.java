package dev.sedge.oci.registry;

import dev.sedge.oci.OciException;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** Makes the calls of all endpoints: one attempt at a time, with authentication, and the errors in our words. */
final class RegistryCaller {
    private static final int MAX_TOKENS = 2;

    private final Transport transport;
    private final Authenticator authenticator;
    private final CredentialProvider credentials;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final Sleeper sleeper;
    private final RetryPolicy retries;
    private final Deadlines deadlines;

    RegistryCaller(RegistryClient.Builder options) {
        this.transport = new Transport(options.deadlines, options.userAgent);
        this.authenticator = new Authenticator(new TokenAuth(transport), options.nanoTime);
        this.credentials = options.credentials;
        this.clock = options.clock;
        this.nanoTime = options.nanoTime;
        this.sleeper = options.sleeper;
        this.retries = options.retries;
        this.deadlines = options.deadlines;
    }

    private RegistryCaller(RegistryCaller other, CredentialProvider credentials, RetryPolicy retries) {
        this.transport = other.transport;
        this.authenticator = other.authenticator;
        this.clock = other.clock;
        this.nanoTime = other.nanoTime;
        this.sleeper = other.sleeper;
        this.deadlines = other.deadlines;
        this.credentials = credentials;
        this.retries = retries;
    }

    RegistryCaller withCredentials(CredentialProvider other) {
        return new RegistryCaller(this, other, retries);
    }

    RegistryCaller withRetries(RetryPolicy other) {
        return new RegistryCaller(this, credentials, other);
    }

    /** One call of an endpoint: what it is for, the path below {@code /v2/}, and which answers are welcome. */
    record Call(String action, String repository, String path, Map<String, String> headers, Set<Integer> welcome) {
        String scope(Host host) {
            return "repository:" + host.repository(repository) + ":pull";
        }
    }

    /** Reads what an endpoint wants from the answer. */
    @FunctionalInterface
    interface Reader<T> {
        T read(Response response) throws IOException;
    }

    Backoff backoff() {
        return new Backoff(retries, deadlines.noProgress(), sleeper, nanoTime, RandomGenerator.getDefault());
    }

    /** The call with its retries, the answer read as a whole. */
    <T> T call(Host host, Call call, Reader<T> reader) throws OciException {
        Backoff backoff = backoff();
        while (true) {
            try (Response response = attempt(host, call)) {
                return reader.read(response);
            } catch (OciException e) {
                throw e;
            } catch (Transient e) {
                pause(backoff, host, call, e);
            } catch (IOException e) {
                try {
                    throw Failures.ofNetwork(request(host, call, Optional.empty()), e);
                } catch (Transient passing) {
                    pause(backoff, host, call, passing);
                }
            }
        }
    }

    /** Where nobody is at home the next host is asked at once. */
    private static void pause(Backoff backoff, Host host, Call call, Transient failed) throws OciException {
        if (failed.notConnected() && !host.last()) {
            throw failed.failure();
        }
        backoff.pause(call.action(), failed);
    }

    /** {@code GET /v2/}, without credentials: a registry answers 200, or wants to know who asks. */
    void ping(Host host) throws OciException {
        Call call = new Call("reach registry " + host.name(), "", "", Map.of(), Set.of(200, 401, 403));
        Backoff backoff = backoff();
        while (true) {
            Request request = request(host, call, Optional.empty());
            try (Response response = send(host, request)) {
                if (response.status() == 404) {
                    throw new OciException.Unavailable(call.action() + " failed: 404 from " + request.shown()
                            + "; something else than a registry listens there");
                }
                if (!call.welcome().contains(response.status())) {
                    throw Failures.ofStatus(request, response, "none", clock.instant());
                }
                return;
            } catch (Transient e) {
                backoff.pause(call.action(), e);
            }
        }
    }

    /** One attempt. The answer has a welcome status; the caller reads and closes it. */
    Response attempt(Host host, Call call) throws OciException, Transient {
        Credentials who = credentials.credentials(host.name(), host.repository(call.repository()));
        Optional<String> authorization = authenticator.known(host, call.scope(host), who);
        for (int tokens = 0; ; tokens++) {
            Request request = request(host, call, authorization);
            Response response = send(host, request);
            if (call.welcome().contains(response.status())) {
                return response;
            }
            try (response) {
                if (response.status() != 401
                        || response.foreign()
                        || response.challenges().isEmpty()) {
                    throw Failures.ofStatus(request, response, call.scope(host), clock.instant());
                }
                if (tokens == MAX_TOKENS) {
                    throw Authenticator.refused(request, host, call.scope(host), why(response));
                }
                authorization = Optional.of(authenticator.answer(
                        request, response.challenges(), host, call.scope(host), who, clock.instant()));
            }
        }
    }

    private Response send(Host host, Request request) throws OciException, Transient {
        return transport.send(request, host.config(), (from, to) -> Destinations.refuseRedirect(from, to, host.root()));
    }

    Request request(Host host, Call call, Optional<String> authorization) {
        return new Request(call.action(), host.uri(call.path()), call.headers(), authorization, Optional.empty());
    }

    private static String why(Response response) {
        boolean narrow = response.challenges().stream()
                .anyMatch(challenge -> challenge
                        .parameter("error")
                        .filter("insufficient_scope"::equals)
                        .isPresent());
        return narrow
                ? "the token server grants less than this needs (insufficient_scope)"
                : "the registry does not accept the tokens of its own token server";
    }
}
