package dev.sedge.agent.pod;

import static java.lang.System.Logger.Level.INFO;

import dev.sedge.agent.cri.CriException;
import dev.sedge.agent.cri.CriException.Kind;
import dev.sedge.agent.cri.v1.ContainerConfig;
import dev.sedge.agent.launch.LaunchException;
import dev.sedge.agent.launch.PreparedContainer;
import dev.sedge.agent.pod.ContainerImages.ContainerImage;
import dev.sedge.agent.state.v1.ContainerRecord;
import dev.sedge.oci.OciException;
import java.io.IOException;
import java.util.Optional;

/** Makes containers, or leaves nothing behind. Thread-safe. */
final class ContainerMaker {
    private static final System.Logger LOG = System.getLogger(ContainerMaker.class.getName());

    private final PodContext context;
    private final ContainerImages images;
    private final Registry<Container> containers;

    ContainerMaker(PodContext context, ContainerImages images, Registry<Container> containers) {
        this.context = context;
        this.images = images;
        this.containers = containers;
    }

    static String nameOf(String sandboxId, ContainerConfig config) {
        return config.getMetadata().getName() + "_"
                + Integer.toUnsignedString(config.getMetadata().getAttempt()) + "_" + sandboxId;
    }

    /** Takes a container in that was made by an earlier process. */
    void adopt(Container container) {
        containers.reserve(nameOf(container.sandboxId(), container.config()), container.id());
        containers.add(container.id(), container);
    }

    /** Forgets a container that was removed. */
    void release(Container container) {
        containers.remove(container.id());
        containers.release(nameOf(container.sandboxId(), container.config()), container.id());
    }

    Container make(PodSandbox sandbox, ContainerConfig config) throws CriException, InterruptedException {
        sandbox.requireReady();
        String id = Ids.next();
        String name = nameOf(sandbox.id(), config);
        Optional<String> taken = containers.reserve(name, id);
        if (taken.isPresent()) {
            throw new CriException(
                    Kind.ALREADY_EXISTS,
                    "there is a container " + config.getMetadata().getName() + " with this attempt already: "
                            + taken.get() + "; remove it first");
        }
        boolean made = false;
        try {
            Container container = make(sandbox, config, id);
            made = true;
            LOG.log(
                    INFO,
                    container
                            .event("container made")
                            .with("image", container.imageName())
                            .with("allowances", String.join("; ", container.allowances())));
            return container;
        } finally {
            if (!made) {
                containers.release(name, id);
                context.directories().delete(context.directories().container(id));
            }
        }
    }

    private Container make(PodSandbox sandbox, ContainerConfig config, String id)
            throws CriException, InterruptedException {
        ContainerImage image = images.get(config.getImage().getImage());
        PreparedContainer prepared = prepare(sandbox, config, id, image);
        Container container = Container.created(context, record(sandbox, config, id, image), prepared);
        boolean kept = false;
        try {
            if (Thread.interrupted()) {
                throw new InterruptedException("nobody waits for container " + id + " any more");
            }
            keep(sandbox, container);
            kept = true;
            return container;
        } finally {
            if (!kept) {
                container.discard();
            }
        }
    }

    private PreparedContainer prepare(PodSandbox sandbox, ContainerConfig config, String id, ContainerImage image)
            throws CriException {
        String what = "cannot make container " + config.getMetadata().getName() + ": ";
        try {
            return image.prepare(new ContainerImages.Request(
                    id, sandbox.config(), config, context.directories().container(id)));
        } catch (LaunchException e) {
            throw new CriException(Kind.INVALID_ARGUMENT, what + e.getMessage(), e);
        } catch (OciException.NotFound e) {
            throw new CriException(Kind.NOT_FOUND, what + e.getMessage(), e);
        } catch (OciException e) {
            throw new CriException(Kind.FAILED_PRECONDITION, what + e.getMessage(), e);
        }
    }

    private ContainerRecord record(PodSandbox sandbox, ContainerConfig config, String id, ContainerImage image) {
        return ContainerRecord.newBuilder()
                .setId(id)
                .setSandboxId(sandbox.id())
                .setConfig(config)
                .setImageId(image.id())
                .setImageName(image.name())
                .setLogFile(LogPaths.of(sandbox.config(), config))
                .setCreatedAt(context.settings().now())
                .build();
    }

    // Whoever stops the sandbox after this sees the container; whoever stopped it before is seen here.
    private void keep(PodSandbox sandbox, Container container) throws CriException {
        try {
            context.store().put(container.record()).await();
            containers.add(container.id(), container);
            if (!sandbox.isReady()) {
                containers.remove(container.id());
                context.store().removeContainer(container.id()).await();
                sandbox.requireReady();
            }
        } catch (IOException e) {
            throw new CriException(
                    Kind.INTERNAL, "container " + container.id() + " cannot be stored: " + e.getMessage(), e);
        }
    }
}
