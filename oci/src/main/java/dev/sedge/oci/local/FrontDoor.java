package dev.sedge.oci.local;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Stands before a plain http server and turns TLS greetings away at once, as most servers do. The JDK's server would keep
 * them waiting for ever, and clients that try TLS first would run into their timeouts.
 */
final class FrontDoor implements AutoCloseable {
    private static final int TLS_HANDSHAKE = 0x16;
    private static final byte[] REFUSAL = "HTTP/1.0 400 Bad Request\r\nConnection: close\r\n\r\nhttps sent to http\n"
            .getBytes(StandardCharsets.US_ASCII);

    private final ServerSocket door;
    private final int serverPort;
    private final Executor workers;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    FrontDoor(int serverPort, Executor workers) throws IOException {
        this.door = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        this.serverPort = serverPort;
        this.workers = workers;
    }

    int port() {
        return door.getLocalPort();
    }

    void open() {
        workers.execute(this::accept);
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                open.add(client);
                workers.execute(() -> serve(client));
            } catch (IOException | RejectedExecutionException e) {
                debug(e);
            }
        }
    }

    private void serve(Socket client) {
        try {
            client.setTcpNoDelay(true);
            InputStream in = client.getInputStream();
            int first = in.read();
            if (first == TLS_HANDSHAKE) {
                client.getOutputStream().write(REFUSAL);
            } else if (first >= 0) {
                connect(client, first);
                return;
            }
        } catch (IOException e) {
            debug(e);
        }
        hangUp(client);
    }

    private void connect(Socket client, int first) throws IOException {
        Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
        open.add(server);
        server.setTcpNoDelay(true);
        server.getOutputStream().write(first);
        workers.execute(() -> pump(server, client));
        pump(client, server);
    }

    /** Copies one direction to its end; whoever ends second closes both. */
    private void pump(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
            if (!from.isOutputShutdown()) {
                return;
            }
        } catch (IOException e) {
            debug(e);
        }
        hangUp(from);
        hangUp(to);
    }

    private void hangUp(Socket socket) {
        open.remove(socket);
        try {
            socket.close();
        } catch (IOException e) {
            debug(e);
        }
    }

    private static void debug(Exception e) {
        System.getLogger(FrontDoor.class.getName()).log(System.Logger.Level.DEBUG, "connection to the registry", e);
    }

    @Override
    public void close() throws IOException {
        door.close();
        open.forEach(this::hangUp);
    }
}
