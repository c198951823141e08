package dev.sedge.oci.pull;

import dev.sedge.oci.Descriptor;
import dev.sedge.oci.ImageReference;
import dev.sedge.oci.registry.HostConfig;
import dev.sedge.oci.registry.RegistryClient;
import dev.sedge.oci.store.ContentStore;
import java.nio.file.Path;

/**
 * A process that pulls an image from a local registry and collects garbage. It says {@code started} when its JVM is up,
 * and then how many blobs it fetched.
 */
final class PullMain {
    private PullMain() {}

    public static void main(String[] args) throws Exception {
        System.out.println("started");
        ImageReference reference = ImageReference.parse(args[1]);
        Counter counter = new Counter();
        try (ContentStore store = ContentStore.open(Path.of(args[0]))) {
            RegistryClient client = RegistryClient.builder()
                    .host(HostConfig.of(reference.host()).withPlainHttp())
                    .build();
            PulledImage image = new Puller(store, client).pull(reference, PullOptions.DEFAULT, counter);
            store.collectGarbage();
            System.out.println("module " + image.readModule("/app/main.wasm").length);
        }
        System.out.println("downloaded " + counter.downloaded);
    }

    private static final class Counter implements PullListener {
        private int downloaded;

        @Override
        public void blobDone(Descriptor blob, boolean here) {
            downloaded += here ? 1 : 0;
        }
    }
}
