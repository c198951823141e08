package dev.sedge.oci.registry;

import dev.sedge.oci.OciException;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Sends requests and follows redirects by hand, because the JDK's way takes credentials along to strangers. */
final class Transport {
    private static final int MAX_REDIRECTS = 10;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    private final Clients clients;
    private final Deadlines deadlines;
    private final String userAgent;

    Transport(Deadlines deadlines, String userAgent) {
        this.clients = new Clients(deadlines.connect());
        this.deadlines = deadlines;
        this.userAgent = userAgent;
    }

    /** Decides whether a redirect is followed. */
    @FunctionalInterface
    interface RedirectRule {
        Optional<String> refuse(URI from, URI to);
    }

    /** The answer at the end of all redirects. The caller closes it. */
    Response send(Request request, HostConfig host, RedirectRule rule) throws OciException, Transient {
        HttpClient client = clients.forHost(host);
        URI uri = request.uri();
        Optional<String> authorization = request.authorization();
        try {
            for (int redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
                HttpResponse<BodyPipe> answer =
                        client.send(build(request, uri, authorization), info -> new BodyPipe(deadlines));
                Optional<String> location = answer.headers().firstValue("Location");
                boolean foreign = !Origin.of(uri).equals(Origin.of(request.uri()));
                if (!REDIRECTS.contains(answer.statusCode())
                        || location.isEmpty()
                        || request.form().isPresent()) {
                    return new Response(answer.statusCode(), answer.headers(), uri, foreign, answer.body());
                }
                answer.body().close();
                URI next = resolve(request, uri, location.get());
                Optional<String> refused = rule.refuse(uri, next);
                if (refused.isPresent()) {
                    throw new OciException.Unavailable(request.action() + " failed: the redirect of "
                            + uri.getRawAuthority() + " is not followed, because " + refused.get());
                }
                if (!Origin.of(uri).equals(Origin.of(next))) {
                    authorization = Optional.empty();
                }
                uri = next;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OciException.Cancelled(request.action() + " was cancelled", e);
        } catch (OciException e) {
            throw e;
        } catch (IOException e) {
            throw Failures.ofNetwork(request, e);
        }
        throw new OciException.Unavailable(
                request.action() + " failed: " + request.uri().getRawAuthority() + " redirects more than "
                        + MAX_REDIRECTS + " times; its administrator must repair that");
    }

    private HttpRequest build(Request request, URI uri, Optional<String> authorization) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(uri)
                .timeout(deadlines.header())
                .header("User-Agent", userAgent)
                .header("Accept-Encoding", "identity");
        for (Map.Entry<String, String> header : request.headers().entrySet()) {
            builder.header(header.getKey(), header.getValue());
        }
        authorization.ifPresent(value -> builder.header("Authorization", value));
        request.form()
                .ifPresent(form -> builder.header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form, StandardCharsets.UTF_8)));
        return builder.build();
    }

    private static URI resolve(Request request, URI base, String location) throws OciException {
        try {
            return base.resolve(new URI(location));
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw new OciException.Unavailable(
                    request.action() + " failed: " + base.getRawAuthority() + " redirects to an invalid address");
        }
    }
}
