package dev.sedge.oci.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A server without TLS that answers every connection as ordinary web servers answer a TLS greeting. */
public final class PlainServer implements AutoCloseable {
    private static final byte[] ANSWER =
            "HTTP/1.0 400 Bad Request\r\n\r\nhttps sent to http\n".getBytes(StandardCharsets.UTF_8);

    private final ServerSocket socket;

    /** Starts it on a free port. */
    public PlainServer() throws IOException {
        socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::serve, "plain-server");
        thread.setDaemon(true);
        thread.start();
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket client = socket.accept()) {
                int greeting = client.getInputStream().read(new byte[1024]);
                if (greeting > 0) {
                    client.getOutputStream().write(ANSWER);
                }
            } catch (IOException e) {
                // The client or the test has ended it.
            }
        }
    }

    /** Its host and port. */
    public String address() {
        return "127.0.0.1:" + socket.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
