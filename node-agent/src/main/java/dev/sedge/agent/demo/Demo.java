package dev.sedge.agent.demo;

import dev.sedge.agent.grant.ByteSize;
import dev.sedge.agent.grant.ClockGrant;
import dev.sedge.agent.image.Images;
import dev.sedge.agent.launch.Grants;
import dev.sedge.agent.launch.Guest;
import dev.sedge.agent.launch.ImageCommand;
import dev.sedge.agent.launch.Launcher;
import dev.sedge.oci.ImageReference;
import dev.sedge.oci.OciException;
import dev.sedge.oci.local.LocalRegistry;
import dev.sedge.oci.publish.CompatImage;
import dev.sedge.oci.publish.ImagePublisher;
import dev.sedge.oci.publish.PublishedImage;
import dev.sedge.oci.publish.WasmFile;
import dev.sedge.oci.pull.PullListener;
import dev.sedge.oci.pull.PulledImage;
import dev.sedge.oci.registry.HostConfig;
import dev.sedge.oci.registry.RegistryClient;
import dev.sedge.oci.store.ContentStore;
import dev.sedge.runtime.Engine;
import dev.sedge.runtime.ResourceLimits;
import dev.sedge.wasi.Randomness;
import dev.sedge.wasi.Stdio;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Publishes the bundled example to a registry in this process, pulls it back by digest, and runs it, once as an ordinary
 * image and once as an artifact. Needs no network.
 */
public final class Demo {
    private static final String MODULE = "wasi_example_main.wasm";
    private static final List<String> ARGS = List.of("/" + MODULE, "50000000");
    private static final String REPOSITORY = "demo/wasi-example";

    private final Steps steps;
    private final Stdio guestStreams;
    private final Path storeRoot;

    /**
     * A demonstration that tells its steps.
     *
     * @param guestStreams where the guest's output goes
     * @param storeRoot an empty directory for the image store, which the caller deletes
     */
    public Demo(Steps steps, Stdio guestStreams, Path storeRoot) {
        this.steps = steps;
        this.guestStreams = guestStreams;
        this.storeRoot = storeRoot;
    }

    /**
     * Runs it.
     *
     * @return the exit status of the first guest that failed, else 0
     */
    public int run() throws IOException, InterruptedException {
        try (LocalRegistry registry = steps.time("start a registry in this process", LocalRegistry::start);
                ContentStore store = ContentStore.open(storeRoot);
                Engine engine = Engine.create()) {
            steps.detail("it listens on " + registry.address() + " and forgets everything at the end");
            HostConfig host = HostConfig.of(registry.address()).withPlainHttp();
            RegistryClient client = RegistryClient.builder().host(host).build();
            Images images = new Images(store, reference -> client);
            Launcher launcher = new Launcher(engine);
            for (PublishedImage published : publish(host)) {
                int status = pullAndRun(published, images, launcher);
                if (status != 0) {
                    return status;
                }
            }
            return 0;
        }
    }

    private List<PublishedImage> publish(HostConfig host) throws IOException, InterruptedException {
        WasmFile module = WasmFile.of(MODULE, example());
        ImagePublisher publisher = ImagePublisher.builder().host(host).build();
        ImageReference compat = ImageReference.parse(host.host() + "/" + REPOSITORY + ":compat");
        ImageReference artifact = ImageReference.parse(host.host() + "/" + REPOSITORY + ":artifact");
        PublishedImage first = steps.time(
                "publish the example as an ordinary image", () -> publisher.pushCompat(compat, CompatImage.of(module)));
        describe(first, "one tar layer with /" + MODULE + ", module.wasm.image/variant=compat");
        PublishedImage second =
                steps.time("publish the example as a Wasm artifact", () -> publisher.pushArtifact(artifact, module));
        describe(second, "the module itself is the layer, application/wasm");
        return List.of(first, second);
    }

    private int pullAndRun(PublishedImage published, Images images, Launcher launcher)
            throws IOException, InterruptedException {
        ImageReference pinned = new ImageReference(
                published.reference().host(),
                published.reference().repository(),
                Optional.empty(),
                Optional.of(published.digest()));
        PulledImage image = steps.time("pull it by digest", () -> images.pull(pinned, PullListener.NONE));
        steps.detail(pinned.toString());
        steps.detail("every byte was checked against its SHA-256 while it arrived");
        try (Guest guest = steps.time("compile and link", () -> prepare(launcher, image))) {
            allowed(guest);
            return steps.guest(
                    String.join(" ", guest.args()),
                    () -> guest.start().waitFor().code());
        }
    }

    private Guest prepare(Launcher launcher, PulledImage image) throws OciException {
        Grants grants = new Grants(
                List.of(),
                List.of(),
                guestStreams,
                Randomness.secure(),
                ClockGrant.parse("none"),
                List.of(),
                ResourceLimits.defaults(),
                Optional.empty());
        return launcher.ofImage(image, new ImageCommand(Optional.empty(), ARGS), grants);
    }

    private void allowed(Guest guest) {
        steps.detail("the guest is allowed:");
        guest.allowances().forEach(line -> steps.detail("  " + line));
    }

    private void describe(PublishedImage image, String form) {
        steps.detail(image.reference().name() + ":" + image.reference().tag().orElse("") + ", "
                + ByteSize.format(image.size()) + ": " + form);
        steps.detail(image.digest().toString());
    }

    private static byte[] example() throws IOException {
        try (InputStream in = Objects.requireNonNull(Demo.class.getResourceAsStream(MODULE), MODULE)) {
            return in.readAllBytes();
        }
    }
}
