package dev.sedge.agent.launch;

import dev.sedge.oci.Digest;
import dev.sedge.oci.OciException;
import dev.sedge.oci.pull.PulledImage;
import dev.sedge.oci.store.Lease;
import java.util.HashMap;
import java.util.Map;

/**
 * Protects the images of containers against removal. A lease is a file that is brought to the disk, so all containers of
 * one image share one. Thread-safe.
 */
final class ImageLeases {
    private final Map<Digest, Shared> leases = new HashMap<>();

    private static final class Shared {
        private final Lease lease;
        private int holders;

        Shared(Lease lease) {
            this.lease = lease;
        }
    }

    /** One container's part; it is given back once. */
    @FunctionalInterface
    interface Held extends AutoCloseable {
        @Override
        void close();
    }

    /** Protects the image until the result is closed, and as long as others hold it. */
    synchronized Held hold(PulledImage image) throws OciException {
        Digest id = image.id();
        Shared shared = leases.get(id);
        if (shared == null) {
            shared = new Shared(image.lease());
            leases.put(id, shared);
        }
        shared.holders++;
        return () -> release(id);
    }

    private synchronized void release(Digest id) {
        Shared shared = leases.get(id);
        if (shared == null || --shared.holders > 0) {
            return;
        }
        leases.remove(id);
        try {
            shared.lease.close();
        } catch (OciException e) {
            System.getLogger(ImageLeases.class.getName())
                    .log(System.Logger.Level.WARNING, "giving back image " + id + " failed", e);
        }
    }
}
