package dev.sedge.agent.pod;

import dev.sedge.agent.cri.CriException;
import dev.sedge.agent.launch.ContainerSpec;
import dev.sedge.agent.launch.PreparedContainer;
import dev.sedge.oci.OciException;
import dev.sedge.oci.pull.PulledImage;

/** The images of the store. Thread-safe if what it is made of is. */
public final class StoredImages implements ContainerImages {
    private final Lookup images;
    private final Launch launch;

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

    /** Images that are found so, and made containers of so. */
    public StoredImages(Lookup images, Launch launch) {
        this.images = images;
        this.launch = launch;
    }

    @Override
    public ContainerImage get(String reference) throws CriException {
        try {
            return new Stored(images.find(reference));
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
            return launch.prepare(new ContainerSpec(
                    request.id(),
                    request.sandbox(),
                    request.config(),
                    image,
                    request.podDirectory(),
                    request.directory()));
        }
    }
}
