package dev.sedge.oci.registry;

import dev.sedge.oci.Descriptor;
import dev.sedge.oci.ImageReference;
import dev.sedge.oci.OciException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code GET /v2/<name>/blobs/<digest>} from an offset on.
 *
 * @see <a href="https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pulling-blobs">OCI
 *     distribution, pulling blobs</a>
 */
final class FetchBlob {
    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18}|\\*)");

    private final RegistryCaller caller;
    private final ImageReference repository;
    private final Descriptor blob;
    private final String action;

    /** Whether this server has shown that it cannot resume; then every attempt reads from the beginning. */
    private boolean ranges = true;

    FetchBlob(RegistryCaller caller, ImageReference repository, Descriptor blob) {
        this.caller = caller;
        this.repository = repository;
        this.blob = blob;
        this.action = "pull blob " + blob.digest() + " of " + repository.name();
    }

    String action() {
        return action;
    }

    Descriptor blob() {
        return blob;
    }

    Backoff backoff() {
        return caller.backoff();
    }

    /** A new server is asked, which may know how to resume. */
    void newHost() {
        ranges = true;
    }

    /** The error for a stream that broke; {@link Transient} if it may be resumed. */
    OciException broken(Host host, IOException e) throws Transient {
        return Failures.ofNetwork(caller.request(host, call(0), Optional.empty()), e);
    }

    /** One attempt to get the bytes from this offset on. */
    InputStream open(Host host, long offset) throws OciException, Transient {
        Response response = caller.attempt(host, call(offset));
        try {
            return positioned(response, offset);
        } catch (OciException | Transient e) {
            response.close();
            throw e;
        } catch (IOException e) {
            response.close();
            throw broken(host, e);
        }
    }

    private InputStream positioned(Response response, long offset) throws IOException, Transient {
        if (response.status() == 206 && startsAt(response, offset)) {
            return response.body();
        }
        if (response.status() != 200) {
            ranges = false;
            throw new Transient(
                    new OciException.Unavailable(
                            action + " failed: " + response.uri().getRawAuthority()
                                    + " gives a wrong answer to a request for the rest of a blob"),
                    Duration.ZERO);
        }
        if (ContentEncoding.isEncoded(response)) {
            ranges = false;
        } else {
            requireLength(response);
        }
        InputStream whole = ContentEncoding.decode(action, response);
        whole.skipNBytes(offset);
        return whole;
    }

    private boolean startsAt(Response response, long offset) {
        Matcher range = CONTENT_RANGE.matcher(response.header("Content-Range").orElse(""));
        return !ContentEncoding.isEncoded(response)
                && range.matches()
                && Long.parseLong(range.group(1)) == offset
                && (range.group(3).equals("*") || Long.parseLong(range.group(3)) == blob.size());
    }

    private void requireLength(Response response) throws OciException {
        long length = response.headers().firstValueAsLong("Content-Length").orElse(blob.size());
        if (length != blob.size()) {
            throw new OciException.Corrupt(action + " failed: " + response.uri().getRawAuthority() + " says it has "
                    + length + " bytes, but the manifest says " + blob.size());
        }
    }

    private RegistryCaller.Call call(long offset) {
        boolean range = offset > 0 && ranges;
        return new RegistryCaller.Call(
                action,
                repository.repository(),
                repository.repository() + "/blobs/" + blob.digest(),
                range ? Map.of("Range", "bytes=" + offset + "-") : Map.of(),
                range ? Set.of(200, 206, 416) : Set.of(200));
    }
}
