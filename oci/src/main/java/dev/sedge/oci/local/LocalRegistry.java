package dev.sedge.oci.local;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpServer;
import dev.sedge.oci.Digest;
import dev.sedge.oci.OciException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A registry that lives in the memory of this process and listens on the loopback interface, in plain http and without
 * authentication. Images are pushed to it and pulled from it like from any other registry; nothing stays after
 * {@link #close}.
 *
 * <p>May be used by many threads.
 */
public final class LocalRegistry implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService workers;
    private final Contents contents = new Contents();
    private final Optional<FrontDoor> door;

    private LocalRegistry(HttpServer server, List<Filter> filters, boolean withDoor) throws IOException {
        this.server = server;
        this.workers = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "local-registry");
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(workers);
        server.createContext("/", new RegistryHandler(contents)).getFilters().addAll(filters);
        this.door = withDoor ? Optional.of(new FrontDoor(server.getAddress().getPort(), workers)) : Optional.empty();
        server.start();
        door.ifPresent(FrontDoor::open);
    }

    /**
     * A new, empty registry on a free port.
     *
     * @throws OciException.LocalFailure if no port can be opened
     */
    public static LocalRegistry start() throws OciException.LocalFailure {
        try {
            return new LocalRegistry(bound(HttpServer.create()), List.of(), true);
        } catch (IOException e) {
            throw new OciException.LocalFailure("start a registry on the loopback interface failed: " + e, e);
        }
    }

    /** A registry on an unbound server of the caller's kind, with filters before it that may misbehave. */
    static LocalRegistry start(HttpServer server, List<Filter> filters) throws IOException {
        return new LocalRegistry(bound(server), filters, false);
    }

    private static HttpServer bound(HttpServer server) throws IOException {
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        return server;
    }

    /** The host and port for references, such as {@code 127.0.0.1:40123}. */
    public String address() {
        InetSocketAddress bound = server.getAddress();
        return bound.getAddress().getHostAddress() + ":"
                + door.map(FrontDoor::port).orElse(bound.getPort());
    }

    /** Puts a blob into a repository without a push, and tells its digest. */
    public Digest addBlob(String repository, byte[] content) {
        Digest digest = Digest.sha256Of(content);
        contents.putBlob(repository, digest, content);
        return digest;
    }

    /** Puts a document of any kind into a repository under a tag without a push, and tells its digest. */
    public Digest addManifest(String repository, String tag, String mediaType, byte[] document) {
        Digest digest = Digest.sha256Of(document);
        contents.putManifest(repository, digest, new Contents.Document(mediaType, document));
        contents.tag(repository, tag, digest);
        return digest;
    }

    /** Ends the registry and forgets its contents. */
    @Override
    public void close() {
        try {
            door.ifPresent(LocalRegistry::shut);
        } finally {
            server.stop(0);
        }
        workers.shutdownNow();
    }

    private static void shut(FrontDoor door) {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
