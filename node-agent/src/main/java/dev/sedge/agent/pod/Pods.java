package dev.sedge.agent.pod;

import static java.lang.System.Logger.Level.INFO;

import dev.sedge.agent.cri.CriException;
import dev.sedge.agent.cri.CriException.Kind;
import dev.sedge.agent.cri.v1.ContainerConfig;
import dev.sedge.agent.cri.v1.LinuxContainerResources;
import dev.sedge.agent.cri.v1.PodSandboxConfig;
import dev.sedge.agent.io.ClientStreams;
import dev.sedge.agent.launch.RunningGuest;
import dev.sedge.agent.log.Event;
import dev.sedge.agent.state.StateStore;
import dev.sedge.agent.state.v1.ContainerRecord;
import dev.sedge.agent.state.v1.SandboxRecord;
import dev.sedge.wasi.Stdio;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The sandboxes and containers of a node. Every change is stored before the call returns. Ids may be given by a beginning
 * that no other id has. Thread-safe.
 */
public final class Pods implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Pods.class.getName());

    private final PodContext context;
    private final Registry<PodSandbox> sandboxes = new Registry<>();
    private final Registry<Container> containers = new Registry<>();
    private final ContainerMaker maker;

    private Pods(PodContext context, ContainerImages images) {
        this.context = context;
        maker = new ContainerMaker(context, images, containers);
    }

    /**
     * Takes over what an earlier process left in the store and on the disk: its sandboxes, not ready, and its containers,
     * which have ended.
     *
     * @param store stays the caller's
     * @throws IOException if the root cannot be written
     */
    public static Pods open(PodSettings settings, StateStore store, ContainerImages images) throws IOException {
        return open(settings, store, images, leftovers -> {
            Thread cleaner = new Thread(leftovers, "sedge-leftovers");
            cleaner.setDaemon(true);
            cleaner.start();
        });
    }

    /** Removes what was left on the disk with the executor. */
    static Pods open(PodSettings settings, StateStore store, ContainerImages images, Executor cleaner)
            throws IOException {
        PodDirectories directories = new PodDirectories(settings.root());
        Pods pods = new Pods(new PodContext(settings, store, directories, new AtomicBoolean()), images);
        pods.recover();
        cleaner.execute(directories::deleteLeftovers);
        return pods;
    }

    private void recover() throws IOException {
        for (SandboxRecord record : context.store().loaded().sandboxes()) {
            PodSandbox sandbox = new PodSandbox(record, false);
            sandboxes.reserve(sandbox.reservedName(), sandbox.id());
            sandboxes.add(sandbox.id(), sandbox);
        }
        for (ContainerRecord record :
                Recovery.containers(context.store(), context.settings().now())) {
            maker.adopt(Container.recovered(context, record));
        }
        int found = containers.all().size();
        if (found + sandboxes.all().size() > 0) {
            LOG.log(
                    INFO,
                    Event.of("took over what an earlier agent left")
                            .with("sandboxes", sandboxes.all().size())
                            .with("containers", found));
        }
    }

    /**
     * Makes a sandbox, which is ready.
     *
     * @throws CriException ALREADY_EXISTS if there is one with this name, namespace, uid and attempt
     */
    public PodSandbox run(PodSandboxConfig config, String runtimeHandler) throws CriException {
        String id = Ids.next();
        String name = PodSandbox.nameOf(config);
        Optional<String> taken = sandboxes.reserve(name, id);
        if (taken.isPresent()) {
            throw new CriException(
                    Kind.ALREADY_EXISTS,
                    "there is a sandbox " + name + " already: " + taken.get() + "; remove it first");
        }
        SandboxRecord record = SandboxRecord.newBuilder()
                .setId(id)
                .setConfig(config)
                .setRuntimeHandler(runtimeHandler)
                .setCreatedAt(context.settings().now())
                .build();
        try {
            context.store().put(record).await();
        } catch (IOException e) {
            sandboxes.release(name, id);
            throw new CriException(Kind.INTERNAL, "cannot make sandbox " + name + ": " + e.getMessage(), e);
        }
        PodSandbox sandbox = new PodSandbox(record, true);
        sandboxes.add(id, sandbox);
        LOG.log(INFO, sandbox.event("sandbox made"));
        return sandbox;
    }

    /** Stops the containers of a sandbox at once and makes it not ready; nothing happens if it is not there. */
    public void stopSandbox(String id) throws CriException, InterruptedException {
        Optional<PodSandbox> found = sandboxes.find(id);
        if (found.isPresent()) {
            stop(found.get());
        }
    }

    private void stop(PodSandbox sandbox) throws CriException, InterruptedException {
        boolean wasReady = sandbox.isReady();
        sandbox.setNotReady(); // Not stored: after a start of the agent no sandbox is ready.
        List<Container> own = containersOf(sandbox.id());
        own.forEach(Container::interrupt);
        for (Container container : own) {
            container.stop(Duration.ZERO);
            container.abandon();
        }
        if (wasReady) {
            LOG.log(INFO, sandbox.event("sandbox stopped"));
        }
    }

    /** Stops a sandbox and removes it with its containers; nothing happens if it is not there. */
    public void removeSandbox(String id) throws CriException, InterruptedException {
        Optional<PodSandbox> found = sandboxes.find(id);
        if (found.isEmpty()) {
            return;
        }
        PodSandbox sandbox = found.get();
        sandbox.removal().lockInterruptibly();
        try {
            if (sandboxes.find(sandbox.id()).isPresent()) {
                stop(sandbox);
                for (Container container : containersOf(sandbox.id())) {
                    remove(container);
                }
                forget(sandbox);
            }
        } finally {
            sandbox.removal().unlock();
        }
    }

    private void forget(PodSandbox sandbox) throws CriException {
        try {
            context.store().removeSandbox(sandbox.id()).await();
        } catch (IOException e) {
            throw new CriException(Kind.INTERNAL, "cannot remove sandbox " + sandbox.id() + ": " + e.getMessage(), e);
        }
        sandboxes.remove(sandbox.id());
        sandboxes.release(sandbox.reservedName(), sandbox.id());
        LOG.log(INFO, sandbox.event("sandbox removed"));
    }

    /**
     * A sandbox.
     *
     * @throws CriException NOT_FOUND if it is not there
     */
    public PodSandbox sandbox(String id) throws CriException {
        return sandboxes
                .find(id)
                .orElseThrow(() -> new CriException(Kind.NOT_FOUND, "there is no sandbox \"" + id + "\""));
    }

    /** All sandboxes. */
    public List<PodSandbox> sandboxes() {
        return sandboxes.all();
    }

    /**
     * Makes a container in a sandbox that is ready: its program is compiled and linked, and what it mounts is checked.
     *
     * @throws CriException if it cannot be run as asked
     * @throws InterruptedException if the caller has gone meanwhile; nothing is left of it then
     */
    public Container create(String sandboxId, ContainerConfig config) throws CriException, InterruptedException {
        return maker.make(sandbox(sandboxId), config);
    }

    /** Starts a container that was not started before. */
    public void start(String id) throws CriException, InterruptedException {
        Container container = container(id);
        container.start(sandbox(container.sandboxId()));
    }

    /**
     * Stops a container at once and waits for its end; nothing happens if it is not there or does not run.
     *
     * @param timeout how long its end may take
     */
    public void stop(String id, Duration timeout) throws CriException, InterruptedException {
        Optional<Container> found = containers.find(id);
        if (found.isPresent()) {
            found.get().stop(timeout);
        }
    }

    /** Stops and removes a container; nothing happens if it is not there. */
    public void remove(String id) throws CriException, InterruptedException {
        Optional<Container> found = containers.find(id);
        if (found.isPresent()) {
            remove(found.get());
        }
    }

    private void remove(Container container) throws CriException, InterruptedException {
        container.remove();
        maker.release(container);
    }

    /**
     * A container.
     *
     * @throws CriException NOT_FOUND if it is not there
     */
    public Container container(String id) throws CriException {
        return containers
                .find(id)
                .orElseThrow(() -> new CriException(Kind.NOT_FOUND, "there is no container \"" + id + "\""));
    }

    /** All containers. */
    public List<Container> containers() {
        return containers.all();
    }

    /** The containers of a sandbox. */
    public List<Container> containersOf(String sandboxId) {
        List<Container> own = new ArrayList<>();
        for (Container container : containers.all()) {
            if (container.sandboxId().equals(sandboxId)) {
                own.add(container);
            }
        }
        return own;
    }

    /** Changes the limits of a container; what the update does not set stays. */
    public void update(String id, LinuxContainerResources update) throws CriException, InterruptedException {
        container(id).update(update);
    }

    /** Goes on in a new file at the path of a container's log. */
    public void reopenLog(String id) throws CriException {
        container(id).reopenLog();
    }

    /** Starts another program in a container; whoever starts it sees to its end. */
    public RunningGuest exec(String id, List<String> command, Stdio stdio) throws CriException {
        return container(id).exec(command, stdio);
    }

    /** Connects a client to a container until that ends or the client goes. */
    public void attach(String id, ClientStreams client) throws CriException, InterruptedException {
        container(id).attach(client);
    }

    /** Ends all guests, because the agent ends; their containers are reported exited. Waits for them a short while. */
    @Override
    public void close() {
        context.shutdown().set(true);
        List<Container> all = containers.all();
        all.forEach(Container::interrupt);
        for (Container container : all) {
            try {
                container.stop(Duration.ZERO);
            } catch (CriException e) {
                LOG.log(System.Logger.Level.WARNING, e.getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
