package dev.sedge.oci.registry;

import dev.sedge.oci.OciException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** Undoes the compression of servers that compress although they were asked not to. */
final class ContentEncoding {
    private ContentEncoding() {}

    static boolean isEncoded(Response response) {
        return encoding(response).isPresent();
    }

    static InputStream decode(String action, Response response) throws IOException {
        Optional<String> encoding = encoding(response);
        if (encoding.isEmpty()) {
            return response.body();
        }
        if (encoding.get().equals("gzip") || encoding.get().equals("x-gzip")) {
            return new GZIPInputStream(response.body());
        }
        throw new OciException.Unsupported(action + " failed: " + response.uri().getRawAuthority()
                + " sends an unknown Content-Encoding although none was asked for");
    }

    private static Optional<String> encoding(Response response) {
        return response.header("Content-Encoding")
                .map(value -> value.trim().toLowerCase(Locale.ROOT))
                .filter(value -> !value.isEmpty() && !value.equals("identity"));
    }
}
