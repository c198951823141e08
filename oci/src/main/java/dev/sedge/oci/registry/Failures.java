package dev.sedge.oci.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sedge.oci.OciException;
import dev.sedge.oci.internal.Json;
import dev.sedge.oci.internal.Text;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/** What the failures of a registry and of the network mean, in words for people. */
final class Failures {
    private static final Set<Integer> TRANSIENT = Set.of(408, 429, 500, 502, 503, 504);

    private Failures() {}

    /** The error for an answer that is no success; {@link Transient} if it may pass by itself. */
    static OciException ofStatus(Request request, Response response, String scope, Instant now) throws Transient {
        int status = response.status();
        String observed =
                request.action() + " failed: " + status + code(response) + " from " + place(request, response);
        Optional<Duration> retryAfter = response.header("Retry-After").flatMap(text -> RetryAfter.parse(text, now));
        if (TRANSIENT.contains(status)) {
            String later = retryAfter
                    .map(wait -> "; it asks to wait " + wait.toSeconds() + " s")
                    .orElse("");
            OciException failure;
            if (status != 429) {
                failure = OciException.Unavailable.unreachable(
                        observed + later + "; the registry has trouble, try again later");
            } else if (retryAfter.isPresent()) {
                failure = new OciException.RateLimited(
                        observed + later + "; a login often raises the limit", retryAfter.get());
            } else {
                failure = new OciException.RateLimited(observed + "; wait a while, or log in to raise the limit");
            }
            throw new Transient(failure, retryAfter.orElse(null));
        }
        return switch (status) {
            case 401 ->
                new OciException.Unauthorized(
                        observed + " (scope " + scope + "); check the name, and the credentials for this registry");
            case 403 ->
                new OciException.Unauthorized(observed + " (scope " + scope + "); the credentials do not allow this");
            case 404 -> new OciException.NotFound(observed + "; check the name, and the tag or digest");
            case 400 ->
                new OciException.Unavailable(observed
                        + (Origin.of(request.uri()).isPlain()
                                ? "; if the registry speaks https, do not use --plain-http"
                                : "; the registry does not understand this request"));
            default ->
                status >= 500
                        ? OciException.Unavailable.unreachable(observed + "; the registry has trouble, try again later")
                        : new OciException.Unavailable(observed + "; is this an OCI registry?");
        };
    }

    /** The error for a connection that failed; {@link Transient} if it may pass by itself. */
    static OciException ofNetwork(Request request, IOException e) throws Transient {
        String at = request.uri().getRawAuthority();
        String failed = request.action() + " failed: ";
        if (e instanceof InterruptedIOException && Thread.currentThread().isInterrupted()) {
            return new OciException.Cancelled(request.action() + " was cancelled", e);
        }
        if (e instanceof BodyPipe.TooSlow) {
            return OciException.Unavailable.unreachable(failed + at + " " + e.getMessage() + "; try again later", e);
        }
        if (e instanceof SSLException && (e instanceof SSLHandshakeException || isPlainAnswer(e))) {
            return ofTls(failed, at, e);
        }
        OciException failure = OciException.Unavailable.unreachable(failed + connection(request, at, e), e);
        boolean connected = !(e instanceof ConnectException || e instanceof HttpConnectTimeoutException);
        throw connected ? new Transient(failure, null) : Transient.notConnected(failure);
    }

    private static OciException ofTls(String failed, String at, IOException e) {
        if (isPlainAnswer(e)) {
            return new OciException.Unavailable(
                    failed + at + " does not speak TLS; if it is meant to be without, use --plain-http", e);
        }
        return new OciException.Unavailable(
                failed + "the TLS certificate or handshake of " + at + " was not accepted ("
                        + Text.oneLine(String.valueOf(e.getMessage()))
                        + "); name the certificate authority of the registry if it is a private one",
                e);
    }

    private static boolean isPlainAnswer(IOException e) {
        String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        return message.contains("unrecognized ssl message") || message.contains("plaintext connection");
    }

    private static String connection(Request request, String at, IOException e) {
        if (has(e, UnresolvedAddressException.class) || has(e, UnknownHostException.class)) {
            return "the host of " + at + " is unknown; check its spelling and the name service";
        }
        if (e instanceof HttpConnectTimeoutException) {
            return "no connection to " + at + " in time; check the network and the firewall";
        }
        if (e instanceof HttpTimeoutException) {
            boolean tls = request.uri().getScheme().equals("https");
            return at + " did not answer in time; try again later"
                    + (tls ? ", or with --plain-http if it does not speak TLS" : "");
        }
        if (e instanceof ConnectException) {
            return "the connection to " + at + " was refused; is the registry running, and is the port right?";
        }
        return "the connection to " + at + " broke (" + Text.oneLine(String.valueOf(e.getMessage()))
                + "); try again later";
    }

    private static boolean has(Throwable error, Class<? extends Throwable> kind) {
        @Nullable Throwable at = error;
        for (int depth = 0; at != null && depth < 10; depth++) {
            if (kind.isInstance(at)) {
                return true;
            }
            at = at.getCause();
        }
        return false;
    }

    /**
     * What to report when all hosts have failed: the failure of the registry itself, which is the last, with those of its
     * mirrors beside it. If one of them refused, is not trusted or sent wrong content, it is not for want of a registry.
     */
    static OciException ofAll(List<OciException> failures) {
        List<OciException> mirrors = failures.subList(0, failures.size() - 1);
        OciException last = failures.get(failures.size() - 1);
        if (last instanceof OciException.Unavailable && mirrors.stream().anyMatch(Failures::isRefusal)) {
            last = new OciException.Unavailable(String.valueOf(last.getMessage()), last);
        }
        mirrors.forEach(last::addSuppressed);
        return last;
    }

    private static boolean isRefusal(OciException e) {
        return e instanceof OciException.Unauthorized
                || e instanceof OciException.Corrupt
                || (e instanceof OciException.Unavailable unavailable && !unavailable.isUnreachable());
    }

    /** The same kind of error with the action before its message. */
    static OciException during(String action, OciException e) {
        String message = action + " failed: " + e.getMessage();
        if (e instanceof OciException.Unsupported) {
            return new OciException.Unsupported(message);
        }
        return e instanceof OciException.TooLarge
                ? new OciException.TooLarge(message)
                : new OciException.Corrupt(message, e);
    }

    private static String place(Request request, Response response) {
        return response.foreign()
                ? Origin.of(response.uri()) + ", where " + request.uri().getRawAuthority() + " redirected to"
                : request.shown();
    }

    /** The first error code of the body, with a space before it. */
    private static String code(Response response) {
        try {
            ObjectNode body = Json.parseObject(response.errorBody(), "error");
            List<ObjectNode> errors = Json.objects(body, "errors", "error");
            Optional<String> code = errors.isEmpty() ? Optional.empty() : Json.text(errors.get(0), "code", "error");
            return code.filter(text -> text.matches("[A-Za-z0-9_]{1,64}"))
                    .map(text -> " " + text)
                    .orElse("");
        } catch (OciException e) {
            return "";
        }
    }
}
