package dev.sedge.oci.local;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;

/** A way to misbehave. */
@FunctionalInterface
public interface Fault {
    /** Answers the request and returns true, or leaves it to the registry and returns false. */
    boolean answer(HttpExchange exchange) throws IOException;

    /** A status with headers and no body. */
    static Fault status(int status, String... headers) {
        return content(status, new byte[0], headers);
    }

    /** A status with headers and a body. */
    static Fault content(int status, byte[] body, String... headers) {
        return exchange -> {
            set(exchange, headers);
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            if (body.length > 0) {
                exchange.getResponseBody().write(body);
            }
            exchange.close();
            return true;
        };
    }

    /** The beginning of a body of which more was promised; then the connection ends. */
    static Fault cut(byte[] body, int sent) {
        return exchange -> {
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body, 0, sent);
            exchange.getResponseBody().flush();
            exchange.close();
            return true;
        };
    }

    /** Sets headers given as name, value, name, value. */
    static void set(HttpExchange exchange, String... headers) {
        for (int i = 0; i < headers.length; i += 2) {
            exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
        }
    }
}
