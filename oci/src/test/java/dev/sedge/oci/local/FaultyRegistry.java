package dev.sedge.oci.local;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.sedge.oci.Descriptor;
import dev.sedge.oci.Digest;
import dev.sedge.oci.ImageReference;
import dev.sedge.oci.OciException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;

/** A registry that can be told to misbehave, and that remembers what it was asked. */
public final class FaultyRegistry implements AutoCloseable {
    private final List<Rule> rules = new CopyOnWriteArrayList<>();
    private final List<Seen> requests = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final LocalRegistry registry;

    private FaultyRegistry(HttpServer server) throws IOException {
        this.registry = LocalRegistry.start(server, List.of(new Misbehaviour()));
    }

    /** A registry without TLS. */
    public static FaultyRegistry start() throws IOException {
        return new FaultyRegistry(HttpServer.create());
    }

    /** A registry with TLS. */
    public static FaultyRegistry startTls(SSLContext context) throws IOException {
        HttpsServer server = HttpsServer.create();
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        return new FaultyRegistry(server);
    }

    /** One request as it came; absent headers are empty text. */
    public record Seen(String method, String path, String range, String authorization) {}

    private record Rule(String path, Fault fault, AtomicInteger uses) {
        boolean use() {
            return uses.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
        }
    }

    /** Every request whose path contains a text goes through a fault first; later rules before earlier ones. */
    public void on(String path, Fault fault) {
        rules.add(0, new Rule(path, fault, new AtomicInteger(Integer.MAX_VALUE)));
    }

    /** The next request whose path contains a text goes through a fault. */
    public void once(String path, Fault fault) {
        rules.add(0, new Rule(path, fault, new AtomicInteger(1)));
    }

    /** What was asked so far. */
    public List<Seen> requests() {
        return List.copyOf(requests);
    }

    /** What was asked so far of paths that contain a text. */
    public List<Seen> requests(String path) {
        return requests.stream().filter(seen -> seen.path().contains(path)).toList();
    }

    /** The registry behind the faults. */
    public LocalRegistry contents() {
        return registry;
    }

    /** Host and port. */
    public String address() {
        return registry.address();
    }

    /** A reference into this registry. */
    public ImageReference reference(String nameAndTag) throws OciException {
        return ImageReference.parse(address() + "/" + nameAndTag);
    }

    /** Puts an image of a config and one raw layer there, and returns the manifest's bytes. */
    public byte[] addImage(String repository, String tag, byte[] config, byte[] layer) {
        registry.addBlob(repository, config);
        registry.addBlob(repository, layer);
        byte[] manifest = Documents.manifest(
                Descriptor.of("application/vnd.wasm.config.v0+json", config), Descriptor.of("application/wasm", layer));
        registry.addManifest(repository, tag, "application/vnd.oci.image.manifest.v1+json", manifest);
        return manifest;
    }

    /** Puts a blob there and describes it. */
    public Descriptor addBlob(String repository, byte[] content) {
        Digest digest = registry.addBlob(repository, content);
        return Descriptor.of("application/wasm", digest, content.length);
    }

    /** One byte at a time with a pause before each; a pause that is longer than the test is a stall. */
    public Fault drip(byte[] body, long pauseMillis) {
        return exchange -> {
            exchange.sendResponseHeaders(200, body.length);
            for (byte one : body) {
                exchange.getResponseBody().write(one);
                exchange.getResponseBody().flush();
                if (pause(pauseMillis)) {
                    break;
                }
            }
            exchange.close();
            return true;
        };
    }

    /** No answer at all for longer than any test. */
    public Fault silence() {
        return exchange -> {
            pause(600_000);
            exchange.close();
            return true;
        };
    }

    private boolean pause(long millis) {
        try {
            return closed.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    @Override
    public void close() {
        closed.countDown();
        registry.close();
    }

    private final class Misbehaviour extends Filter {
        @Override
        public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
            String path = exchange.getRequestURI().toString();
            requests.add(new Seen(
                    exchange.getRequestMethod(), path, header(exchange, "Range"), header(exchange, "Authorization")));
            for (Rule rule : rules) {
                if (path.contains(rule.path()) && rule.use() && answered(rule, exchange)) {
                    return;
                }
            }
            chain.doFilter(exchange);
        }

        private static boolean answered(Rule rule, HttpExchange exchange) throws IOException {
            try {
                return rule.fault().answer(exchange);
            } catch (IOException e) {
                // The client went away, or the fault promised more than it sent: both are wanted.
                exchange.close();
                return true;
            }
        }

        private static String header(HttpExchange exchange, String name) {
            return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name))
                    .orElse("");
        }

        @Override
        public String description() {
            return "faults";
        }
    }
}
