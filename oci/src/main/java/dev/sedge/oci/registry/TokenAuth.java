package dev.sedge.oci.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sedge.oci.Manifest;
import dev.sedge.oci.OciException;
import dev.sedge.oci.internal.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Exchanges credentials for an access token at the token server that a registry names.
 *
 * @see <a href="https://distribution.github.io/distribution/spec/auth/token/">Distribution, token authentication</a>
 */
final class TokenAuth {
    private static final String CLIENT_ID = "sedge";
    private static final long DEFAULT_SECONDS = 60;
    private static final long MAX_SECONDS = 24 * 3600;

    private final Transport transport;

    TokenAuth(Transport transport) {
        this.transport = transport;
    }

    /** An access token and for how long it is good. */
    record Token(String value, long seconds) {}

    /** What is asked for, where, and on whose behalf. */
    record Exchange(String action, Host host, Challenge challenge, String scope, Credentials credentials) {}

    Token exchange(Exchange exchange, Instant now) throws OciException, Transient {
        URI realm = realm(exchange);
        Optional<String> service = exchange.challenge().parameter("service");
        Set<String> scopes = new LinkedHashSet<>();
        exchange.challenge()
                .parameter("scope")
                .filter(scope -> !scope.isBlank())
                .ifPresent(scopes::add);
        if (scopes.stream().noneMatch(scope -> scope.contains(exchange.scope()))) {
            scopes.add(exchange.scope());
        }
        if (exchange.credentials() instanceof Credentials.IdentityToken identity) {
            return withIdentity(exchange, realm, service, scopes, identity, now);
        }
        Optional<String> authorization = exchange.credentials() instanceof Credentials.Basic basic
                ? Optional.of(basic(basic.user(), basic.password()))
                : Optional.empty();
        return get(exchange, realm, query(service, scopes), authorization, now);
    }

    /** The value of an {@code Authorization} header for a user and a password. */
    static String basic(String user, String password) {
        byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    private Token withIdentity(
            Exchange exchange,
            URI realm,
            Optional<String> service,
            Set<String> scopes,
            Credentials.IdentityToken identity,
            Instant now)
            throws OciException, Transient {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "refresh_token");
        service.ifPresent(name -> form.put("service", name));
        form.put("client_id", CLIENT_ID);
        form.put("scope", String.join(" ", scopes));
        form.put("refresh_token", identity.token());
        StringBuilder body = new StringBuilder();
        form.forEach((name, value) -> append(body, name, value));
        Request post = new Request(
                exchange.action(),
                realm,
                Map.of("Accept", "application/json"),
                Optional.empty(),
                Optional.of(body.toString()));
        try (Response response = send(exchange, post)) {
            if (response.status() != 404 && response.status() != 405) {
                return read(post, response, exchange.scope(), now);
            }
        }
        String authorization = basic(identity.user(), identity.token());
        return get(exchange, realm, query(service, scopes), Optional.of(authorization), now);
    }

    private Token get(Exchange exchange, URI realm, String query, Optional<String> authorization, Instant now)
            throws OciException, Transient {
        String before = realm.getRawQuery() == null ? "" : realm.getRawQuery() + "&";
        URI uri = URI.create(Request.shown(realm) + "?" + before + query);
        Request get = new Request(
                exchange.action(), uri, Map.of("Accept", "application/json"), authorization, Optional.empty());
        try (Response response = send(exchange, get)) {
            return read(get, response, exchange.scope(), now);
        }
    }

    private Response send(Exchange exchange, Request request) throws OciException, Transient {
        Host host = exchange.host();
        return transport.send(
                request,
                host.config(),
                (from, to) -> Destinations.refuseRealm(
                                to, host.root(), host.config().plainHttp())
                        .or(() -> Destinations.refuseRedirect(from, to, host.root())));
    }

    private static URI realm(Exchange exchange) throws OciException {
        Host host = exchange.host();
        String failed = exchange.action() + " failed: the token server that " + host.name() + " names ";
        Optional<String> named = exchange.challenge().parameter("realm");
        if (named.isEmpty()) {
            throw new OciException.Unauthorized(failed + "has no address");
        }
        try {
            URI realm = new URI(named.get());
            Optional<String> refused =
                    Destinations.refuseRealm(realm, host.root(), host.config().plainHttp());
            if (refused.isPresent()) {
                throw new OciException.Unauthorized(failed + "is not asked, because " + refused.get());
            }
            return realm;
        } catch (URISyntaxException e) {
            throw new OciException.Unauthorized(failed + "has an invalid address");
        }
    }

    private static Token read(Request request, Response response, String scope, Instant now)
            throws OciException, Transient {
        if (response.status() != 200) {
            OciException failure = Failures.ofStatus(request, response, scope, now);
            throw failure instanceof OciException.Unauthorized
                    ? failure
                    : new OciException.Unauthorized(failure.getMessage(), failure);
        }
        String what = request.action() + " failed: the answer of the token server " + request.shown();
        ObjectNode answer;
        try {
            byte[] body = response.body().readNBytes(Manifest.MAX_BYTES + 1);
            if (body.length > Manifest.MAX_BYTES) {
                throw new OciException.TooLarge(what + " is larger than " + Manifest.MAX_BYTES + " bytes");
            }
            answer = parse(body, what);
        } catch (OciException e) {
            throw e;
        } catch (IOException e) {
            throw Failures.ofNetwork(request, e);
        }
        Optional<String> token = Json.text(answer, "token", what)
                .filter(text -> !text.isEmpty())
                .or(() -> Json.field(answer, "access_token").map(JsonNode::asText));
        if (token.isEmpty() || !token.get().matches("[\\x21-\\x7e]+")) {
            throw new OciException.Unauthorized(what + " has no usable token");
        }
        long seconds = Json.field(answer, "expires_in")
                .filter(JsonNode::canConvertToLong)
                .map(JsonNode::longValue)
                .orElse(DEFAULT_SECONDS);
        return new Token(token.get(), Math.max(0, Math.min(seconds, MAX_SECONDS)));
    }

    private static ObjectNode parse(byte[] body, String what) throws OciException {
        try {
            return Json.parseObject(body, what);
        } catch (OciException.Corrupt e) {
            // Its text and its cause may quote the answer, and so a token.
            throw new OciException.Unauthorized(what + " is not valid JSON");
        }
    }

    private static String query(Optional<String> service, Set<String> scopes) {
        StringBuilder query = new StringBuilder();
        service.ifPresent(name -> append(query, "service", name));
        scopes.forEach(scope -> append(query, "scope", scope));
        return query.toString();
    }

    private static void append(StringBuilder query, String name, String value) {
        if (query.length() > 0) {
            query.append('&');
        }
        query.append(name).append('=').append(URLEncoder.encode(value, StandardCharsets.UTF_8));
    }
}
