package dev.sedge.oci.pull;

import dev.sedge.oci.Descriptor;
import java.util.List;

/** Lets the threads of a pull speak to its listener one after the other. */
final class OneAtATime implements PullListener {
    private final PullListener listener;

    OneAtATime(PullListener listener) {
        this.listener = listener;
    }

    @Override
    public synchronized void phase(Phase phase) {
        listener.phase(phase);
    }

    @Override
    public synchronized void blobs(List<Descriptor> blobs) {
        listener.blobs(blobs);
    }

    @Override
    public synchronized void progress(Descriptor blob, long done) {
        listener.progress(blob, done);
    }

    @Override
    public synchronized void blobDone(Descriptor blob, boolean downloaded) {
        listener.blobDone(blob, downloaded);
    }
}
