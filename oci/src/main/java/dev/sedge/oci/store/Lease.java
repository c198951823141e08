package dev.sedge.oci.store;

import dev.sedge.oci.Digest;
import dev.sedge.oci.OciException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * A promise that garbage collection spares some content and what it refers to, until the lease is closed. A lease whose
 * process was killed holds until it expires; a living process holds it for as long as it likes. Safe for use by many
 * threads.
 */
public final class Lease implements AutoCloseable {
    private final Optional<LeaseFile> file;
    private final Set<Digest> digests = new LinkedHashSet<>();
    private boolean closed;

    /** @param file empty in a store that cannot be written, where nothing is collected either */
    Lease(Optional<LeaseFile> file) {
        this.file = file;
    }

    /**
     * Adds content to what the lease protects. From the return of this call on no garbage collection removes it.
     *
     * @throws OciException.DiskFull if the lease cannot be written
     */
    public synchronized void protect(Collection<Digest> content) throws OciException {
        if (closed) {
            throw new IllegalStateException("the lease is closed");
        }
        digests.addAll(content);
        if (file.isPresent()) {
            file.get().write(digests);
        }
    }

    /** Ends the protection. Closing twice does nothing. */
    @Override
    public synchronized void close() throws OciException {
        if (!closed) {
            closed = true;
            if (file.isPresent()) {
                file.get().delete();
            }
        }
    }
}
