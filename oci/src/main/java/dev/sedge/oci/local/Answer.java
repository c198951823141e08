package dev.sedge.oci.local;

import com.sun.net.httpserver.HttpExchange;
import dev.sedge.oci.internal.Json;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a registry says: a status, headers and a body. */
final class Answer {
    private final int status;
    private final Map<String, String> headers;
    private final byte[] body;
    private final int offset;

    private Answer(int status, Map<String, String> headers, byte[] body, int offset) {
        this.status = status;
        this.headers = headers;
        this.body = body;
        this.offset = offset;
    }

    static Answer of(int status) {
        return new Answer(status, Map.of(), new byte[0], 0);
    }

    static Answer content(String mediaType, byte[] body) {
        return new Answer(200, Map.of("Content-Type", mediaType), body, 0);
    }

    static Answer error(int status, String code, String message) {
        var error = Json.object().put("code", code).put("message", message);
        var document = Json.object();
        document.putArray("errors").add(error);
        return new Answer(status, Map.of("Content-Type", "application/json"), Json.bytes(document), 0);
    }

    Answer with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Answer(status, more, body, offset);
    }

    /** The same as 206, from an offset on. */
    Answer from(int start) {
        return new Answer(206, headers, body, start)
                .with("Content-Range", "bytes " + start + "-" + (body.length - 1) + "/" + body.length);
    }

    void send(HttpExchange exchange) throws IOException {
        headers.forEach(exchange.getResponseHeaders()::set);
        int length = body.length - offset;
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", Integer.toString(length));
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        exchange.sendResponseHeaders(status, length == 0 ? -1 : length);
        if (length > 0) {
            exchange.getResponseBody().write(body, offset, length);
        }
    }
}
