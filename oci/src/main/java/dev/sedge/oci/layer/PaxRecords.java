package dev.sedge.oci.layer;

import dev.sedge.oci.OciException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The records of one pax extended header that change how the next member is read; all others are ignored.
 *
 * @see <a href="https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html">pax extended header</a>
 */
final class PaxRecords {
    static final PaxRecords NONE = new PaxRecords(Map.of());

    private final Map<String, String> values;

    private PaxRecords(Map<String, String> values) {
        this.values = values;
    }

    static PaxRecords parse(byte[] body) throws OciException {
        Map<String, String> values = new HashMap<>();
        int at = 0;
        while (at < body.length) {
            at = parseRecord(body, at, values);
        }
        return new PaxRecords(values);
    }

    Optional<String> path() {
        return text("path");
    }

    Optional<String> linkPath() {
        return text("linkpath");
    }

    Optional<Long> size() throws OciException {
        Optional<String> size = text("size");
        return size.isEmpty() ? Optional.empty() : Optional.of(parseSize(size.get()));
    }

    /** Whole seconds, never negative; empty where the value is no decimal number. */
    Optional<Long> mtime() {
        return text("mtime")
                .filter(text -> text.matches("\\d{1,12}(\\.\\d*)?"))
                .map(text -> Long.parseLong(text.replaceFirst("\\..*", "")));
    }

    private Optional<String> text(String key) {
        return Optional.ofNullable(values.get(key)).filter(value -> !value.isEmpty());
    }

    /** One record is {@code length SP key = value LF}, and the length counts all of it. */
    private static int parseRecord(byte[] body, int start, Map<String, String> values) throws OciException {
        int at = start;
        int length = 0;
        while (at < body.length && at - start < 8 && body[at] >= '0' && body[at] <= '9') {
            length = length * 10 + (body[at++] - '0');
        }
        int end = start + length;
        if (at >= body.length || body[at] != ' ' || end > body.length || end <= at + 1 || body[end - 1] != '\n') {
            throw malformed();
        }
        int equals = at + 1;
        while (equals < end && body[equals] != '=') {
            equals++;
        }
        if (equals == end || equals == at + 1) {
            throw malformed();
        }
        String key = TarHeader.decode(Arrays.copyOfRange(body, at + 1, equals));
        if (key.startsWith("GNU.sparse.")) {
            throw new OciException.Unsupported("tar archive has a sparse file; rebuild the image without --sparse");
        }
        if (key.equals("path") || key.equals("linkpath") || key.equals("size") || key.equals("mtime")) {
            String value = TarHeader.decode(Arrays.copyOfRange(body, equals + 1, end - 1));
            if (value.indexOf('\0') >= 0) {
                throw malformed();
            }
            values.put(key, value);
        }
        return end;
    }

    private static long parseSize(String text) throws OciException {
        if (!text.matches("\\d{1,18}")) {
            throw malformed();
        }
        return Long.parseLong(text);
    }

    private static OciException.Corrupt malformed() {
        return new OciException.Corrupt("tar archive has a malformed pax header; the layer is damaged");
    }
}
