package dev.sedge.oci.pull;

import dev.sedge.oci.ContentSource;
import dev.sedge.oci.Descriptor;
import dev.sedge.oci.ImageReference;
import dev.sedge.oci.OciException;
import dev.sedge.oci.store.ContentStore;
import dev.sedge.oci.store.Ingest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Brings one blob into the store: once for all who want it, resumed where an earlier attempt stopped, and verified.
 * Thread-safe if its listener is.
 */
final class BlobDownload {
    private static final System.Logger LOG = System.getLogger(BlobDownload.class.getName());
    private static final int BUFFER = 1 << 16;

    private final ContentStore store;
    private final ContentSource source;
    private final ImageReference repository;
    private final PullListener listener;

    BlobDownload(ContentStore store, ContentSource source, ImageReference repository, PullListener listener) {
        this.store = store;
        this.source = source;
        this.repository = repository;
        this.listener = listener;
    }

    /** Returns when the blob is in the store; says whether this call brought it there. */
    boolean fetch(Descriptor blob) throws OciException {
        boolean downloaded = false;
        if (!store.contains(blob)) {
            downloaded = blob.inlineData().isPresent() ? putInline(blob) : download(blob);
        }
        listener.blobDone(blob, downloaded);
        return downloaded;
    }

    private boolean putInline(Descriptor blob) throws OciException {
        store.put(blob, blob.inlineData().orElseThrow());
        return true;
    }

    private boolean download(Descriptor blob) throws OciException {
        try {
            return downloadHere(blob);
        } catch (OciException.Corrupt e) {
            ContentSource next = source.fallback(repository).orElseThrow(() -> e);
            LOG.log(System.Logger.Level.WARNING, e.getMessage() + "; asking the next source for it");
            return new BlobDownload(store, next, repository, listener).download(blob);
        }
    }

    private boolean downloadHere(Descriptor blob) throws OciException {
        Optional<Ingest> ingest = store.ingest(blob);
        if (ingest.isEmpty()) {
            return false;
        }
        boolean resumed = ingest.get().offset() > 0;
        try (Ingest open = ingest.get()) {
            transfer(blob, open);
            open.commit();
            return true;
        } catch (OciException.Corrupt e) {
            if (!resumed) {
                throw e;
            }
        }
        // What an earlier attempt left behind may have been at fault; it is gone now.
        return downloadHere(blob);
    }

    private void transfer(Descriptor blob, Ingest ingest) throws OciException {
        listener.progress(blob, ingest.offset());
        while (ingest.offset() < blob.size()) {
            long before = ingest.offset();
            try {
                copy(blob, ingest);
            } catch (OciException.Unavailable e) {
                // The source has already tried again by itself; go on only as long as that brings something.
                if (ingest.offset() == before) {
                    throw e;
                }
                continue;
            }
            if (ingest.offset() < blob.size()) {
                throw new OciException.Corrupt("blob " + blob.digest() + " of " + repository.name() + " ended after "
                        + ingest.offset() + " of " + blob.size() + " bytes; the registry has a truncated copy");
            }
        }
    }

    private void copy(Descriptor blob, Ingest ingest) throws OciException {
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = source.openBlob(repository, blob, ingest.offset())) {
            int n;
            while ((n = read(in, buffer, blob)) >= 0) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new OciException.Cancelled("pull of " + repository.name() + " was interrupted");
                }
                ingest.write(buffer, 0, n);
                listener.progress(blob, ingest.offset());
            }
        } catch (OciException e) {
            throw e;
        } catch (IOException e) {
            throw unavailable(blob, e);
        }
    }

    /** A failure of the network is none of the disk, and the other way round. */
    private int read(InputStream in, byte[] buffer, Descriptor blob) throws OciException {
        try {
            return in.read(buffer);
        } catch (OciException e) {
            throw e;
        } catch (IOException e) {
            throw unavailable(blob, e);
        }
    }

    private OciException.Unavailable unavailable(Descriptor blob, IOException e) {
        return OciException.Unavailable.unreachable(
                "pull blob " + blob.digest() + " of " + repository.name() + " failed: " + e.getMessage(), e);
    }
}
