package dev.sedge.agent.io;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * A client that is connected to the streams of a container. It belongs to the client's thread; a second thread reads
 * what the client types, if it gives input.
 */
public final class Attachment implements AutoCloseable {
    private final ContainerIo io;
    private final AttachedClient client;
    private final Optional<InputStream> typed;

    Attachment(ContainerIo io, AttachedClient client, Optional<InputStream> typed) {
        this.io = io;
        this.client = client;
        this.typed = typed;
    }

    /**
     * Writes the guest's output to the client until the guest has ended and the client has everything, or the client has
     * gone or was dropped. May be called after the guest has ended.
     *
     * @throws InterruptedException if the thread was interrupted
     */
    public void serve() throws InterruptedException {
        Optional<Thread> reader = typed.map(this::startReader);
        try {
            client.pump();
        } finally {
            reader.ifPresent(Thread::interrupt);
        }
    }

    private Thread startReader(InputStream stream) {
        Thread reader = new Thread(() -> read(stream), "sedge-attach-stdin");
        reader.setDaemon(true);
        reader.start();
        return reader;
    }

    // Reads on when nobody wants it: what is not taken would hold up the other streams of the client's connection.
    private void read(InputStream stream) {
        byte[] buffer = new byte[8 << 10];
        try {
            for (int size = stream.read(buffer); size >= 0; size = stream.read(buffer)) {
                io.type(buffer, size);
            }
        } catch (IOException e) {
            // the client has gone, which is an end of its input as good as another
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            io.typedAll();
        }
    }

    /** Disconnects the client. */
    @Override
    public void close() {
        io.disconnect(client);
    }
}
