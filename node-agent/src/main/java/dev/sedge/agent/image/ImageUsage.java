package dev.sedge.agent.image;

import dev.sedge.oci.store.ContentStore;
import dev.sedge.oci.store.StoreUsage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What images and the layers of containers take of the disk. Kubelet asks every ten seconds, so the images are measured
 * only after a change, and after a minute because other processes use the store too. Thread-safe.
 */
public final class ImageUsage {
    private static final long IMAGES_GOOD_FOR = Duration.ofMinutes(1).toNanos();
    private static final long LAYERS_GOOD_FOR = Duration.ofSeconds(15).toNanos();

    private final ContentStore store;
    private final Images images;
    private final Path containers;
    private final LongSupplier nanoTime;
    private @Nullable Measured measuredImages;
    private @Nullable Measured measuredLayers;

    private record Measured(StoreUsage usage, long changes, long at) {}

    /**
     * The use of a store and of the directory that holds the layers of the containers, which need not exist.
     *
     * @param images which change the store
     */
    public ImageUsage(ContentStore store, Images images, Path containers) {
        this(store, images, containers, System::nanoTime);
    }

    ImageUsage(ContentStore store, Images images, Path containers, LongSupplier nanoTime) {
        this.store = store;
        this.images = images;
        this.containers = containers;
        this.nanoTime = nanoTime;
    }

    /** The directory of the images. */
    public Path mountpoint() {
        return store.root();
    }

    /** What all images take. */
    public synchronized StoreUsage ofImages() throws IOException {
        long changes = images.changes();
        long now = nanoTime.getAsLong();
        Measured known = measuredImages;
        if (known == null || known.changes != changes || now - known.at > IMAGES_GOOD_FOR) {
            known = new Measured(store.usage(), changes, now);
            measuredImages = known;
        }
        return known.usage;
    }

    /** What the layers of all containers take. */
    public synchronized StoreUsage ofContainers() throws IOException {
        long now = nanoTime.getAsLong();
        Measured known = measuredLayers;
        if (known == null || now - known.at > LAYERS_GOOD_FOR) {
            StoreUsage usage = Files.isDirectory(containers) ? StoreUsage.of(containers) : new StoreUsage(0, 0);
            known = new Measured(usage, 0, now);
            measuredLayers = known;
        }
        return known.usage;
    }
}
