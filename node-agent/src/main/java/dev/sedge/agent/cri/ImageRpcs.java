package dev.sedge.agent.cri;

import dev.sedge.agent.cri.v1.FilesystemIdentifier;
import dev.sedge.agent.cri.v1.FilesystemUsage;
import dev.sedge.agent.cri.v1.Image;
import dev.sedge.agent.cri.v1.ImageFsInfoRequest;
import dev.sedge.agent.cri.v1.ImageFsInfoResponse;
import dev.sedge.agent.cri.v1.ImageSpec;
import dev.sedge.agent.cri.v1.ImageStatusRequest;
import dev.sedge.agent.cri.v1.ImageStatusResponse;
import dev.sedge.agent.cri.v1.ListImagesRequest;
import dev.sedge.agent.cri.v1.ListImagesResponse;
import dev.sedge.agent.cri.v1.PodSandboxConfig;
import dev.sedge.agent.cri.v1.PodSandboxMetadata;
import dev.sedge.agent.cri.v1.PullImageRequest;
import dev.sedge.agent.cri.v1.PullImageResponse;
import dev.sedge.agent.cri.v1.RemoveImageRequest;
import dev.sedge.agent.cri.v1.RemoveImageResponse;
import dev.sedge.agent.cri.v1.UInt64Value;
import dev.sedge.agent.image.ImageUsage;
import dev.sedge.agent.image.Images;
import dev.sedge.agent.image.PullRequest;
import dev.sedge.agent.log.Event;
import dev.sedge.oci.ImageReference;
import dev.sedge.oci.OciException;
import dev.sedge.oci.pull.PulledImage;
import dev.sedge.oci.store.StoreUsage;
import dev.sedge.oci.store.StoredImage;
import dev.sedge.oci.wasm.RunHints;
import java.io.IOException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** The image service. Thread-safe. */
public final class ImageRpcs {
    private static final System.Logger LOG = System.getLogger(ImageRpcs.class.getName());

    private final Images images;
    private final ImageUsage usage;
    private final Function<PodSandboxConfig, Optional<String>> handlerOf;
    private final Consumer<PulledImage> onPulled;
    private final ImageMessages messages;
    private final InstantSource clock;

    /**
     * The calls on these images.
     *
     * @param usage what they take
     * @param handlerOf the runtime handler of the sandbox with this configuration, which a pull does not say itself;
     *     empty if the sandbox is not known
     * @param onPulled is told of every image that a pull brought, on the thread that answers the pull
     */
    public ImageRpcs(
            Images images,
            ImageUsage usage,
            Function<PodSandboxConfig, Optional<String>> handlerOf,
            Consumer<PulledImage> onPulled) {
        this.images = images;
        this.usage = usage;
        this.handlerOf = handlerOf;
        this.onPulled = onPulled;
        this.messages = new ImageMessages(images);
        this.clock = InstantSource.system();
    }

    /** The images, or those that the filter names. */
    public ListImagesResponse listImages(ListImagesRequest request) throws CriException, InterruptedException {
        String wanted = request.getFilter().getImage().getImage();
        return OciFailures.translate(() -> {
            ListImagesResponse.Builder response = ListImagesResponse.newBuilder();
            for (StoredImage image : wanted.isEmpty() ? images.list() : named(wanted)) {
                Optional<Image> message = messages.image(image);
                message.ifPresent(response::addImages);
            }
            return response.build();
        });
    }

    /** One image; an empty answer if it is not there. */
    public ImageStatusResponse imageStatus(ImageStatusRequest request) throws CriException, InterruptedException {
        String name = name(request.getImage());
        return OciFailures.translate(() -> {
            Optional<StoredImage> image = lookUp(name);
            Optional<Image> message = image.isPresent() ? messages.image(image.get()) : Optional.empty();
            ImageStatusResponse.Builder response = ImageStatusResponse.newBuilder();
            if (message.isPresent()) {
                response.setImage(message.get());
                if (request.getVerbose()) {
                    response.putAllInfo(messages.info(image.orElseThrow()));
                }
            }
            return response.build();
        });
    }

    /** Pulls an image and makes it ready to be run. */
    public PullImageResponse pullImage(PullImageRequest request) throws CriException, InterruptedException {
        String name = name(request.getImage());
        PulledImage image = OciFailures.translate(() -> {
            ImageReference reference = ImageReference.parse(name);
            var credentials = AuthConfigs.credentials(request.getAuth(), reference.host());
            return images.pull(new PullRequest(reference, hints(request), credentials));
        });
        PodSandboxMetadata pod = request.getSandboxConfig().getMetadata();
        LOG.log(
                System.Logger.Level.INFO,
                Event.of("image pulled")
                        .with("image", name)
                        .with("id", image.id())
                        .with("size", image.size())
                        .with("namespace", pod.getNamespace())
                        .with("pod", pod.getName())
                        .with("uid", pod.getUid()));
        tell(image);
        return PullImageResponse.newBuilder().setImageRef(image.id().toString()).build();
    }

    /** Removes an image with all its names; one that is not there is no error. */
    public RemoveImageResponse removeImage(RemoveImageRequest request) throws CriException, InterruptedException {
        String name = name(request.getImage());
        return OciFailures.translate(() -> {
            if (lookUp(name).isPresent() && images.remove(name)) {
                LOG.log(System.Logger.Level.INFO, Event.of("image removed").with("image", name));
            }
            return RemoveImageResponse.getDefaultInstance();
        });
    }

    /** What images and containers take of the disk. */
    public ImageFsInfoResponse imageFsInfo(ImageFsInfoRequest request) throws CriException, InterruptedException {
        try {
            return ImageFsInfoResponse.newBuilder()
                    .addImageFilesystems(filesystem(usage.ofImages()))
                    .addContainerFilesystems(filesystem(usage.ofContainers()))
                    .build();
        } catch (IOException e) {
            throw new CriException(CriException.Kind.INTERNAL, "cannot measure the disk use: " + e.getMessage(), e);
        }
    }

    /** Both live on one file system, so both name one directory of it; else kubelet would believe in two. */
    private FilesystemUsage filesystem(StoreUsage used) {
        return FilesystemUsage.newBuilder()
                .setTimestamp(clock.millis() * 1_000_000)
                .setFsId(FilesystemIdentifier.newBuilder()
                        .setMountpoint(usage.mountpoint().toString()))
                .setUsedBytes(UInt64Value.newBuilder().setValue(used.bytes()))
                .setInodesUsed(UInt64Value.newBuilder().setValue(used.inodes()))
                .build();
    }

    private RunHints hints(PullImageRequest request) {
        PodSandboxConfig sandbox = request.getSandboxConfig();
        Map<String, String> annotations = new HashMap<>(sandbox.getAnnotationsMap());
        annotations.putAll(request.getImage().getAnnotationsMap());
        String handler = request.getImage().getRuntimeHandler();
        if (handler.isEmpty() && request.hasSandboxConfig()) {
            handler = handlerOf.apply(sandbox).orElse("");
        }
        return new RunHints(handler, annotations, List.of());
    }

    @SuppressWarnings("CatchingUnchecked") // The image is there whatever becomes of it.
    private void tell(PulledImage image) {
        try {
            onPulled.accept(image);
        } catch (Exception e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    Event.of("an image is there, but its module cannot be prepared")
                            .with("id", image.id())
                            .with("reason", String.valueOf(e.getMessage())));
        }
    }

    private List<StoredImage> named(String text) throws OciException {
        Optional<StoredImage> one = lookUp(text);
        if (one.isPresent()) {
            return List.of(one.get());
        }
        try {
            String repository = ImageReference.parse(text).name();
            boolean bare = !text.contains("@") && text.indexOf(':', text.lastIndexOf('/') + 1) < 0;
            return !bare
                    ? List.of()
                    : images.list().stream()
                            .filter(image -> image.references().stream()
                                    .anyMatch(
                                            reference -> reference.name().name().equals(repository)))
                            .toList();
        } catch (OciException.InvalidReference e) {
            return List.of();
        }
    }

    /** What is no name at all is the name of no image. */
    private Optional<StoredImage> lookUp(String name) throws OciException {
        try {
            return images.lookUp(name);
        } catch (OciException.InvalidReference e) {
            return Optional.empty();
        }
    }

    private static String name(ImageSpec image) throws CriException {
        if (image.getImage().isEmpty()) {
            throw new CriException(CriException.Kind.INVALID_ARGUMENT, "the request names no image");
        }
        return image.getImage();
    }
}
