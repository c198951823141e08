package dev.sedge.oci.registry;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Optional;

/**
 * The answer after redirects.
 *
 * @param uri where it came from at last
 * @param foreign whether a redirect led to another origin than the request's
 */
record Response(int status, HttpHeaders headers, URI uri, boolean foreign, InputStream body) implements AutoCloseable {
    private static final int MAX_ERROR_BODY = 64 << 10;

    Optional<String> header(String name) {
        return headers.firstValue(name);
    }

    List<Challenge> challenges() {
        return Challenge.parseAll(headers.allValues("WWW-Authenticate"));
    }

    /** The body of a failure, as far as it is worth reading. */
    byte[] errorBody() {
        try {
            return body.readNBytes(MAX_ERROR_BODY);
        } catch (IOException e) {
            return new byte[0];
        }
    }

    @Override
    public void close() {
        try {
            body.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
