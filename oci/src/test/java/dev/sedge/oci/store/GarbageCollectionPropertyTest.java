package dev.sedge.oci.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sedge.oci.Descriptor;
import dev.sedge.oci.Digest;
import dev.sedge.oci.ImageReference;
import dev.sedge.oci.MediaType;
import dev.sedge.oci.internal.LocalFiles;
import dev.sedge.oci.wasm.Manifests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Random graphs of indexes, manifests and layers: what a name or a lease reaches stays, all else goes. */
final class GarbageCollectionPropertyTest {
    @Property(tries = 60)
    void collectGarbage_randomGraph_keepsExactlyWhatIsReachable(@ForAll long seed) throws IOException {
        Path root = Files.createTempDirectory("sedge-gc");
        try (ContentStore store = ContentStore.open(root)) {
            Graph graph = new Graph(store, new Random(seed));
            graph.build();
            Set<Digest> expected = new HashSet<>();
            try (Lease lease = store.lease()) {
                for (Descriptor document : graph.documents) {
                    int fate = graph.random.nextInt(4);
                    if (fate == 0) {
                        store.record(new StoredReference(
                                ImageReference.parse(
                                        "r.io/x:" + document.digest().shortHex()),
                                document.digest(),
                                document,
                                1,
                                Instant.EPOCH));
                    } else if (fate == 1) {
                        lease.protect(List.of(document.digest()));
                    }
                    if (fate < 2) {
                        graph.reach(document.digest(), expected);
                    }
                }
                store.collectGarbage();
                assertThat(blobs(root)).isEqualTo(expected);
            }
        } finally {
            LocalFiles.deleteTree(root);
        }
    }

    private static Set<Digest> blobs(Path root) throws IOException {
        try (Stream<Path> files = Files.list(root.resolve("blobs/sha256"))) {
            Set<Digest> digests = new HashSet<>();
            files.forEach(file ->
                    digests.add(new Digest(Digest.SHA256, file.getFileName().toString())));
            return digests;
        }
    }

    private static final class Graph {
        final Random random;
        final List<Descriptor> documents = new ArrayList<>();
        private final ContentStore store;
        private final List<Descriptor> layers = new ArrayList<>();
        private final Map<Digest, List<Digest>> edges = new HashMap<>();

        Graph(ContentStore store, Random random) {
            this.store = store;
            this.random = random;
        }

        void build() throws IOException {
            for (int i = 0; i < 1 + random.nextInt(8); i++) {
                layers.add(put("application/x", "layer " + i, List.of()));
            }
            for (int i = 0; i < 1 + random.nextInt(6); i++) {
                List<Descriptor> members = some(layers);
                Descriptor config = layers.get(random.nextInt(layers.size()));
                List<Digest> targets = new ArrayList<>(digests(members));
                targets.add(config.digest());
                String text =
                        Manifests.imageText(text(config), texts(members)).replaceFirst("\\{", "{\"n\":" + i + ",");
                documents.add(put(MediaType.OCI_MANIFEST, text, targets));
            }
            for (int i = 0; i < random.nextInt(4); i++) {
                List<Descriptor> members = some(documents);
                String text = Manifests.indexText(texts(members)).replaceFirst("\\{", "{\"n\":" + i + ",");
                documents.add(put(MediaType.OCI_INDEX, text, digests(members)));
            }
        }

        void reach(Digest from, Set<Digest> into) {
            if (into.add(from)) {
                edges.getOrDefault(from, List.of()).forEach(to -> reach(to, into));
            }
        }

        private Descriptor put(String type, String text, List<Digest> targets) throws IOException {
            byte[] content = Manifests.utf8(text);
            Descriptor descriptor = Descriptor.of(type, content);
            store.put(descriptor, content);
            edges.put(descriptor.digest(), targets);
            return descriptor;
        }

        private List<Descriptor> some(List<Descriptor> from) {
            List<Descriptor> chosen = new ArrayList<>(from);
            chosen.removeIf(descriptor -> random.nextBoolean());
            return chosen;
        }

        private static List<Digest> digests(List<Descriptor> descriptors) {
            return descriptors.stream().map(Descriptor::digest).toList();
        }

        private static String[] texts(List<Descriptor> descriptors) {
            return descriptors.stream().map(Graph::text).toArray(String[]::new);
        }

        private static String text(Descriptor descriptor) {
            return "{\"mediaType\":\"" + descriptor.mediaType() + "\",\"digest\":\"" + descriptor.digest()
                    + "\",\"size\":" + descriptor.size() + "}";
        }
    }
}
