package dev.sedge.agent.pod;

import dev.sedge.agent.cri.CriException;
import dev.sedge.agent.launch.ContainerSpec;
import dev.sedge.agent.launch.PreparedContainer;
import dev.sedge.oci.OciException;
import dev.sedge.oci.pull.PulledImage;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * The images of the store. Thread-safe if what it is made of is. What was found is remembered until something changes in
 * the store, because each look-up reads files of it.
 */
public final class StoredImages implements ContainerImages {
    private static final int MOST_REMEMBERED = 64;

    private final Lookup images;
    private final LongSupplier changes;
    private final Launch launch;
    private volatile Remembered remembered = new Remembered(0, new ConcurrentHashMap<>()); // Replaced as a whole.

    private record Remembered(long changes, Map<String, PulledImage> byReference) {}

    /** Finds an image in the store by id, name or digest. */
    @FunctionalInterface
    public interface Lookup {
        /**
         * The image.
         *
         * @throws OciException.NotFound if it is not in the store
         */
        PulledImage find(String reference) throws OciException;
    }

    /** Makes containers of images. */
    @FunctionalInterface
    public interface Launch {
        /** The container, which can be started. */
        PreparedContainer prepare(ContainerSpec spec) throws OciException;
    }

    /**
     * Images that are found so, and made containers of so.
     *
     * @param changes how often something has changed in the store
     */
    public StoredImages(Lookup images, LongSupplier changes, Launch launch) {
        this.images = images;
        this.changes = changes;
        this.launch = launch;
    }

    @Override
    public ContainerImage get(String reference) throws CriException {
        try {
            return new Stored(find(reference));
        } catch (OciException.NotFound e) {
            throw new CriException(
                    CriException.Kind.NOT_FOUND,
                    "cannot make a container of image " + reference + ": it is not in the store; pull it first",
                    e);
        } catch (OciException e) {
            throw new CriException(
                    CriException.Kind.FAILED_PRECONDITION,
                    "cannot make a container of image " + reference + ": " + e.getMessage(),
                    e);
        }
    }

    private PulledImage find(String reference) throws OciException {
        long now = changes.getAsLong();
        Remembered known = remembered;
        if (known.changes != now || known.byReference.size() >= MOST_REMEMBERED) {
            known = new Remembered(now, new ConcurrentHashMap<>());
            remembered = known;
        }
        PulledImage image = known.byReference.get(reference);
        if (image == null) {
            image = images.find(reference);
            known.byReference.put(reference, image);
        }
        return image;
    }

    private final class Stored implements ContainerImage {
        private final PulledImage image;

        Stored(PulledImage image) {
            this.image = image;
        }

        @Override
        public String id() {
            return image.id().toString();
        }

        @Override
        public String name() {
            return image.reference().name().toString();
        }

        @Override
        public PreparedContainer prepare(Request request) throws OciException {
            return launch.prepare(
                    new ContainerSpec(request.id(), request.sandbox(), request.config(), image, request.directory()));
        }
    }
}
