package dev.sedge.oci.registry;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * One http request before redirects.
 *
 * @param action what it is for, for messages: {@code pull manifest for ghcr.io/a/b:1}
 * @param form the body of a POST; empty text means GET
 */
record Request(
        String action, URI uri, Map<String, String> headers, Optional<String> authorization, Optional<String> form) {
    Request {
        headers = Map.copyOf(headers);
    }

    Request withAuthorization(Optional<String> value) {
        return new Request(action, uri, headers, value, form);
    }

    /** The address without query, user and fragment, fit for a message. */
    String shown() {
        return shown(uri);
    }

    static String shown(URI uri) {
        return uri.getScheme() + "://" + uri.getRawAuthority() + uri.getRawPath();
    }
}
