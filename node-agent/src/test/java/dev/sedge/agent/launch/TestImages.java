package dev.sedge.agent.launch;

import dev.sedge.oci.ImageReference;
import dev.sedge.oci.local.LocalRegistry;
import dev.sedge.oci.publish.CompatImage;
import dev.sedge.oci.publish.ImagePublisher;
import dev.sedge.oci.publish.WasmFile;
import dev.sedge.oci.pull.PullListener;
import dev.sedge.oci.pull.PullOptions;
import dev.sedge.oci.pull.PulledImage;
import dev.sedge.oci.pull.Puller;
import dev.sedge.oci.registry.HostConfig;
import dev.sedge.oci.registry.RegistryClient;
import dev.sedge.oci.store.ContentStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** A store with images of the test guests, pulled from a registry in this process. */
final class TestImages implements AutoCloseable {
    private static final Path GUESTS = Path.of("../wasi/src/test/guests");

    private final LocalRegistry registry;
    private final ContentStore store;

    TestImages(Path directory) throws IOException {
        registry = LocalRegistry.start();
        store = ContentStore.open(directory);
    }

    static byte[] module(String guest) throws IOException {
        return Files.readAllBytes(GUESTS.resolve(guest));
    }

    static byte[] hello() {
        try {
            return module("c/hello.wasm");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An ordinary image with one module at {@code /NAME.wasm}, which it runs unless changed. */
    PulledImage image(String guest, UnaryOperator<CompatImage> change) throws IOException, InterruptedException {
        WasmFile file = WasmFile.of(Path.of(guest).getFileName().toString(), module(guest));
        ImageReference name = name(guest, "compat");
        publisher().pushCompat(name, change.apply(CompatImage.of(file)));
        return pull(name);
    }

    PulledImage image(String guest) throws IOException, InterruptedException {
        return image(guest, UnaryOperator.identity());
    }

    /** An artifact: the module alone, without files. */
    PulledImage artifact(String guest) throws IOException, InterruptedException {
        ImageReference name = name(guest, "artifact");
        publisher().pushArtifact(name, WasmFile.of("module.wasm", module(guest)));
        return pull(name);
    }

    private ImageReference name(String guest, String tag) throws IOException {
        String repository = Path.of(guest).getFileName().toString().replace(".wasm", "");
        return ImageReference.parse(registry.address() + "/test/" + repository + ":" + tag);
    }

    private PulledImage pull(ImageReference name) throws IOException {
        RegistryClient client = RegistryClient.builder().host(host()).build();
        return new Puller(store, client).pull(name, PullOptions.DEFAULT, PullListener.NONE);
    }

    private ImagePublisher publisher() {
        return ImagePublisher.builder().host(host()).build();
    }

    private HostConfig host() {
        return HostConfig.of(registry.address()).withPlainHttp();
    }

    @Override
    public void close() throws IOException {
        store.close();
        registry.close();
    }
}
