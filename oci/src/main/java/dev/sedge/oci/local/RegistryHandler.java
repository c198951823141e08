package dev.sedge.oci.local;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.sedge.oci.Digest;
import dev.sedge.oci.OciException;
import dev.sedge.oci.internal.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The server's side of the distribution protocol, as far as pushing and pulling need it.
 *
 * @see <a href="https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#endpoints">OCI distribution,
 *     endpoints</a>
 */
final class RegistryHandler implements HttpHandler {
    private static final Pattern PATH =
            Pattern.compile("/v2/(?<name>[a-z0-9._/-]{1,255})/(?<kind>manifests|blobs|tags)/(?<last>[^/]+)");
    private static final Pattern UPLOAD =
            Pattern.compile("/v2/(?<name>[a-z0-9._/-]{1,255})/blobs/uploads/(?<id>[0-9a-f-]*)");
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d{1,9})-");
    private static final String JSON = "application/json";

    private final Contents contents;

    RegistryHandler(Contents contents) {
        this.contents = contents;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer;
            try {
                answer = answer(exchange);
            } catch (OciException e) {
                answer = Answer.error(400, "DIGEST_INVALID", e.getMessage());
            }
            answer.with("Docker-Distribution-Api-Version", "registry/2.0").send(exchange);
        }
    }

    private Answer answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (path.equals("/v2/") || path.equals("/v2")) {
            return Answer.content(JSON, Json.bytes(Json.object()));
        }
        if (path.equals("/v2/_catalog")) {
            return list(Json.object(), "repositories", contents.repositories());
        }
        Matcher upload = UPLOAD.matcher(path);
        if (upload.matches()) {
            return upload(exchange, upload.group("name"), upload.group("id"), body);
        }
        Matcher matcher = PATH.matcher(path);
        if (!matcher.matches()) {
            return Answer.error(404, "NAME_UNKNOWN", "no such endpoint");
        }
        String name = matcher.group("name");
        String last = matcher.group("last");
        return switch (matcher.group("kind")) {
            case "manifests" -> manifest(exchange, name, last, body);
            case "blobs" -> blob(exchange, name, Digest.parse(last));
            default ->
                contents.tags(name)
                        .map(tags -> list(Json.object().put("name", name), "tags", tags))
                        .orElseGet(() -> Answer.error(404, "NAME_UNKNOWN", "repository is not known"));
        };
    }

    private Answer manifest(HttpExchange exchange, String name, String last, byte[] body) throws OciException {
        boolean byDigest = last.indexOf(':') >= 0;
        return switch (exchange.getRequestMethod()) {
            case "PUT" -> putManifest(exchange, name, last, byDigest, body);
            case "DELETE" ->
                byDigest && contents.removeManifest(name, Digest.parse(last))
                        ? Answer.of(202)
                        : Answer.error(404, "MANIFEST_UNKNOWN", "manifest is not known");
            default -> getManifest(name, byDigest ? Optional.of(Digest.parse(last)) : contents.tagged(name, last));
        };
    }

    private Answer getManifest(String name, Optional<Digest> digest) {
        Optional<Contents.Document> found = digest.flatMap(known -> contents.manifest(name, known));
        if (digest.isEmpty() || found.isEmpty()) {
            return Answer.error(404, "MANIFEST_UNKNOWN", "manifest is not known");
        }
        return Answer.content(found.get().mediaType(), found.get().bytes())
                .with("Docker-Content-Digest", digest.get().toString());
    }

    private Answer putManifest(HttpExchange exchange, String name, String last, boolean byDigest, byte[] body)
            throws OciException {
        Digest digest = byDigest ? Digest.parse(last) : Digest.sha256Of(body);
        if (!digest.matches(body)) {
            return Answer.error(400, "DIGEST_INVALID", "the manifest has another digest");
        }
        String type = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Content-Type"))
                .orElse("");
        contents.putManifest(name, digest, new Contents.Document(type, body));
        if (!byDigest) {
            contents.tag(name, last, digest);
        }
        return Answer.of(201)
                .with("Location", "/v2/" + name + "/manifests/" + digest)
                .with("Docker-Content-Digest", digest.toString());
    }

    private Answer blob(HttpExchange exchange, String name, Digest digest) {
        Optional<byte[]> found = contents.blob(name, digest);
        if (found.isEmpty()) {
            return Answer.error(404, "BLOB_UNKNOWN", "blob is not known");
        }
        Answer whole = Answer.content("application/octet-stream", found.get())
                .with("Docker-Content-Digest", digest.toString())
                .with("Accept-Ranges", "bytes");
        Matcher range =
                RANGE.matcher(Optional.ofNullable(exchange.getRequestHeaders().getFirst("Range"))
                        .orElse(""));
        if (!range.matches()) {
            return whole;
        }
        int start = Integer.parseInt(range.group(1));
        return start < found.get().length ? whole.from(start) : Answer.of(416);
    }

    private Answer upload(HttpExchange exchange, String name, String id, byte[] body) throws OciException {
        String method = exchange.getRequestMethod();
        Optional<String> digest = query(exchange, "digest");
        if (method.equals("POST")) {
            Optional<Answer> mounted = mount(exchange, name);
            if (mounted.isPresent()) {
                return mounted.get();
            }
            return digest.isPresent()
                    ? store(name, Digest.parse(digest.get()), body)
                    : progress(202, name, contents.newUpload(), 0);
        }
        Optional<ByteArrayOutputStream> upload = contents.upload(id);
        if (upload.isEmpty()) {
            return Answer.error(404, "BLOB_UPLOAD_UNKNOWN", "upload is not known");
        }
        if (method.equals("DELETE")) {
            contents.endUpload(id);
            return Answer.of(204);
        }
        upload.get().writeBytes(body);
        if (method.equals("PUT")) {
            contents.endUpload(id);
            return store(name, Digest.parse(digest.orElse("")), upload.get().toByteArray());
        }
        return progress(
                method.equals("PATCH") ? 202 : 204, name, id, upload.get().size());
    }

    private Optional<Answer> mount(HttpExchange exchange, String name) throws OciException {
        Optional<String> wanted = query(exchange, "mount");
        if (wanted.isEmpty()) {
            return Optional.empty();
        }
        Digest digest = Digest.parse(wanted.get());
        Optional<byte[]> found = query(exchange, "from").flatMap(from -> contents.blob(from, digest));
        found.ifPresent(content -> contents.putBlob(name, digest, content));
        return found.map(content -> created(name, digest));
    }

    private Answer store(String name, Digest digest, byte[] content) {
        if (!digest.matches(content)) {
            return Answer.error(400, "DIGEST_INVALID", "the blob has another digest");
        }
        contents.putBlob(name, digest, content);
        return created(name, digest);
    }

    private static Answer created(String name, Digest digest) {
        return Answer.of(201)
                .with("Location", "/v2/" + name + "/blobs/" + digest)
                .with("Docker-Content-Digest", digest.toString());
    }

    private static Answer progress(int status, String name, String id, int size) {
        return Answer.of(status)
                .with("Location", "/v2/" + name + "/blobs/uploads/" + id)
                .with("Docker-Upload-UUID", id)
                .with("Range", "0-" + Math.max(0, size - 1));
    }

    private static Answer list(ObjectNode document, String field, List<String> members) {
        ArrayNode array = document.putArray(field);
        members.forEach(array::add);
        return Answer.content(JSON, Json.bytes(document));
    }

    private static Optional<String> query(HttpExchange exchange, String name) {
        String query = exchange.getRequestURI().getQuery();
        for (String pair : query == null ? new String[0] : query.split("&", -1)) {
            if (pair.startsWith(name + "=")) {
                return Optional.of(pair.substring(name.length() + 1));
            }
        }
        return Optional.empty();
    }
}
