package dev.sedge.oci.pull;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sedge.oci.ImageReference;
import dev.sedge.oci.MediaType;
import dev.sedge.oci.layer.Tar;
import dev.sedge.oci.local.LocalRegistry;
import dev.sedge.oci.registry.HostConfig;
import dev.sedge.oci.registry.RegistryClient;
import dev.sedge.oci.store.ContentStore;
import dev.sedge.oci.store.Store;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several processes and one store: they share the work, and one that is killed leaves nothing bad behind. */
final class ProcessesTest {
    private static final int KILLS = Integer.getInteger("sedge.test.kills", 12);
    private static final byte[] MODULE = Images.module(6_000_000, 3);

    @TempDir
    Path root;

    private LocalRegistry registry;
    private String reference;

    @BeforeEach
    void publish() throws IOException {
        registry = LocalRegistry.start();
        Tar tar = Tar.archive().file("app/main.wasm", MODULE, 0755);
        for (int i = 0; i < 200; i++) {
            tar.file("data/" + i, "some data " + i);
        }
        byte[] layer = Tar.gzip(tar.bytes());
        byte[] config = Images.config("/app/main.wasm", tar.bytes());
        registry.addBlob("team/app", layer);
        registry.addBlob("team/app", config);
        byte[] manifest = Images.manifest(MediaType.OCI_CONFIG, config, MediaType.OCI_LAYER_GZIP, layer);
        registry.addManifest("team/app", "1", MediaType.OCI_MANIFEST, manifest);
        reference = registry.address() + "/team/app:1";
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    @Test
    void pull_severalProcesses_downloadOnce() throws Exception {
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            processes.add(start());
        }
        int downloaded = 0;
        for (Process process : processes) {
            List<String> lines = output(process).lines().collect(Collectors.toList());
            assertThat(process.waitFor()).as(String.join("\n", lines)).isZero();
            assertThat(lines).contains("started", "module " + MODULE.length);
            downloaded += Integer.parseInt(lines.get(lines.size() - 1).substring("downloaded ".length()));
        }
        assertThat(downloaded).isEqualTo(1);
        Store.assertBlobsAreGood(root);
    }

    @Test
    void pull_killedAtAnyMoment_leavesAStoreInWhichTheNextSucceeds() throws Exception {
        long whole = timeOfOnePull();
        Random random = new Random(1);
        List<Long> moments = IntStream.range(0, KILLS)
                .mapToObj(i -> (long) (random.nextDouble() * whole))
                .collect(Collectors.toList());
        for (long moment : moments) {
            Path store = root.resolve("store");
            Process process = start(store);
            awaitStart(process);
            process.waitFor(moment, TimeUnit.NANOSECONDS);
            process.destroyForcibly().waitFor();
            if (store.resolve("blobs").toFile().exists()) {
                Store.assertBlobsAreGood(store);
            }
            assertNextPullSucceeds(store, moment % 2 == 0);
        }
    }

    /** The store of the next round is new, or has the image removed with parts and trees left where they are. */
    private void assertNextPullSucceeds(Path directory, boolean keepStore) throws IOException {
        RegistryClient client = RegistryClient.builder()
                .host(HostConfig.of(registry.address()).withPlainHttp())
                .build();
        try (ContentStore store = ContentStore.open(directory)) {
            store.images().forEach(image -> assertThat(image.references()).isNotEmpty());
            PulledImage image = new Puller(store, client)
                    .pull(ImageReference.parse(reference), PullOptions.DEFAULT, PullListener.NONE);
            assertThat(image.readModule("/app/main.wasm")).isEqualTo(MODULE);
            assertThat(image.rootfs().orElseThrow().resolve("data/199")).hasContent("some data 199");
            store.remove(reference);
        }
        Store.assertBlobsAreGood(directory);
        if (!keepStore) {
            dev.sedge.oci.internal.LocalFiles.deleteTree(directory);
        }
    }

    private long timeOfOnePull() throws Exception {
        Process process = start(root.resolve("measure"));
        awaitStart(process);
        long begin = System.nanoTime();
        assertThat(process.waitFor()).isZero();
        return System.nanoTime() - begin;
    }

    private Process start() throws IOException {
        return start(root);
    }

    private Process start(Path store) throws IOException {
        String java = ProcessHandle.current().info().command().orElseThrow();
        return new ProcessBuilder(
                        java,
                        "-Xshare:auto",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        PullMain.class.getName(),
                        store.toString(),
                        reference)
                .redirectErrorStream(true)
                .start();
    }

    private static void awaitStart(Process process) throws IOException {
        BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        assertThat(reader.readLine()).isEqualTo("started");
    }

    private static String output(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
