package dev.sedge.oci.wasm;

import dev.sedge.oci.Descriptor;
import dev.sedge.oci.Digest;
import dev.sedge.oci.ImageConfig;
import dev.sedge.oci.ImageManifest;
import dev.sedge.oci.MediaType;
import dev.sedge.oci.OciException;
import dev.sedge.oci.internal.Text;
import dev.sedge.oci.wasm.WasmImage.Compat;
import dev.sedge.oci.wasm.WasmImage.RawModule;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tells how an image holds Wasm by its manifest and its config, before any layer is fetched. The rules stand in the
 * order in which they decide; the formats table of this module's README has their producers.
 */
public final class WasmImageClassifier {
    private static final String SPIN_TYPE = "application/vnd.fermyon.spin.application.v1+config";
    private static final String SPIN_LABEL = "com.fermyon.spin.lockedAppDigest";
    private static final String SOLO_CONFIG = "application/vnd.module.wasm.config.v1+json";
    private static final String SOLO_MODULE = "application/vnd.module.wasm.content.layer.v1+wasm";
    private static final Set<String> RAW_TYPES =
            Set.of(MediaType.WASM, MediaType.RUNWASI_LAYER, MediaType.WASM_CONTENT_LAYER, SOLO_MODULE);
    private static final Set<String> RUNWASI_TYPES = Set.of(MediaType.WASM, MediaType.RUNWASI_LAYER);
    private static final Set<String> TAR_TYPES = Set.of(
            MediaType.OCI_LAYER_TAR,
            MediaType.OCI_LAYER_GZIP,
            MediaType.DOCKER_LAYER_GZIP,
            "application/vnd.docker.image.rootfs.diff.tar");
    private static final Set<String> ZSTD_TYPES =
            Set.of(MediaType.OCI_LAYER_ZSTD, "application/vnd.docker.image.rootfs.diff.tar.zstd");
    private static final Set<String> CONFIG_TYPES =
            Set.of(MediaType.OCI_CONFIG, MediaType.DOCKER_CONFIG, MediaType.WASM_CONFIG_V0);
    private static final Digest EMPTY_CONFIG = Digest.sha256Of("{}".getBytes(StandardCharsets.UTF_8));

    private static final ImageConfig NOTHING =
            new ImageConfig("", "", List.of(), List.of(), List.of(), "", "", List.of(), Map.of(), List.of());

    private final ImageManifest manifest;
    private final ImageConfig config;
    private final List<String> types;

    private WasmImageClassifier(ImageManifest manifest, ImageConfig config) {
        this.manifest = manifest;
        this.config = config;
        this.types = manifest.layers().stream()
                .map(layer -> MediaType.bare(layer.mediaType()))
                .toList();
    }

    /** Whether the config blob of an image is one that {@link #classify} must be given. */
    public static boolean readsConfig(ImageManifest manifest) {
        return CONFIG_TYPES.contains(MediaType.bare(manifest.config().mediaType()));
    }

    /**
     * How the image holds Wasm.
     *
     * @param manifest the manifest of the chosen platform
     * @param config the bytes of its config blob, where {@link #readsConfig} says so; ignored otherwise
     * @throws OciException.Unsupported if it is no image that can be run here; the message says why
     * @throws OciException.Corrupt if the config is damaged
     */
    public static WasmImage classify(ImageManifest manifest, Optional<byte[]> config) throws OciException {
        ImageConfig parsed = config.isPresent() && readsConfig(manifest) ? ImageConfig.parse(config.get()) : NOTHING;
        return new WasmImageClassifier(manifest, parsed).classify();
    }

    private WasmImage classify() throws OciException {
        String configType = MediaType.bare(manifest.config().mediaType());
        refuseForeignLayers();
        refuseSpin(configType);
        if (configType.equals(MediaType.WASM_CONFIG_V0)) {
            return cncfArtifact();
        }
        if (types.size() == 2 && types.contains(SOLO_CONFIG) && types.contains(SOLO_MODULE)) {
            return raw(SOLO_MODULE::equals);
        }
        if (configType.equals(MediaType.WASM_CONFIG_V1) || types.contains(MediaType.WASM_CONTENT_LAYER)) {
            requireOnlyLayer(RAW_TYPES::contains);
            return raw(RAW_TYPES::contains);
        }
        boolean image = configType.equals(MediaType.OCI_CONFIG) || configType.equals(MediaType.DOCKER_CONFIG);
        if (image && config.platform().isWasm() && types.stream().anyMatch(RUNWASI_TYPES::contains)) {
            return runwasi();
        }
        if (image && !types.isEmpty() && types.stream().allMatch(this::isTar)) {
            return compat();
        }
        if (isArtifact(configType)) {
            return artifact();
        }
        throw noWasm();
    }

    private void refuseForeignLayers() throws OciException {
        for (String type : types) {
            if (type.contains(".layer.nondistributable.") || type.contains(".rootfs.foreign.")) {
                throw unsupported("it has a foreign layer (" + type
                        + "), whose bytes lie at an address of the author's choice; rebuild it without");
            }
        }
    }

    private void refuseSpin(String configType) throws OciException {
        if (configType.equals(SPIN_TYPE)
                || types.contains(SPIN_TYPE)
                || config.labels().containsKey(SPIN_LABEL)) {
            throw unsupported("it is a Spin app, which needs a Spin host");
        }
    }

    private WasmImage cncfArtifact() throws OciException {
        if (types.size() != 1 || !types.get(0).equals(MediaType.WASM)) {
            throw unsupported("a Wasm artifact has exactly one layer of the type " + MediaType.WASM + ", but this has "
                    + layerTypes());
        }
        refuseComponent();
        return raw(MediaType.WASM::equals);
    }

    private WasmImage runwasi() throws OciException {
        refuseComponent();
        return raw(RUNWASI_TYPES::contains);
    }

    private WasmImage compat() throws OciException {
        if (types.stream().anyMatch(ZSTD_TYPES::contains)) {
            throw unsupported("its layers are compressed with zstd, which is not supported; push it with gzip layers");
        }
        return new Compat(config, manifest.layers());
    }

    private WasmImage artifact() throws OciException {
        if (manifest.layers().size() != 1) {
            throw noWasm();
        }
        Descriptor layer = manifest.layers().get(0);
        boolean named = layer.title().filter(title -> title.endsWith(".wasm")).isPresent();
        if (!named && !RAW_TYPES.contains(types.get(0))) {
            throw noWasm();
        }
        return new RawModule(config, layer);
    }

    private void refuseComponent() throws OciException {
        if (config.platform().normalized().os().equals("wasip2")) {
            throw unsupported("it is a component (wasip2), and only core modules of WASI preview 1 run here;"
                    + " build it for wasm32-wasip1");
        }
    }

    private void requireOnlyLayer(Predicate<String> wanted) throws OciException {
        if (types.size() != 1 || !wanted.test(types.get(0))) {
            throw unsupported("it must have exactly one layer, a Wasm module, but it has " + layerTypes());
        }
    }

    private WasmImage raw(Predicate<String> wanted) throws OciException {
        List<Descriptor> layers = manifest.layers().stream()
                .filter(layer -> wanted.test(MediaType.bare(layer.mediaType())))
                .toList();
        if (layers.size() != 1) {
            throw unsupported("it has " + layers.size() + " Wasm layers, and only one module can be run");
        }
        return new RawModule(config, layers.get(0));
    }

    private boolean isTar(String type) {
        return TAR_TYPES.contains(type) || ZSTD_TYPES.contains(type);
    }

    private boolean isArtifact(String configType) {
        return configType.equals(MediaType.OCI_EMPTY)
                || manifest.artifactType().isPresent()
                || manifest.config().digest().equals(EMPTY_CONFIG);
    }

    private OciException.Unsupported noWasm() {
        return unsupported("none of its layers is Wasm: it has the config type "
                + Text.oneLine(manifest.config().mediaType()) + " and " + layerTypes());
    }

    private OciException.Unsupported unsupported(String reason) {
        return new OciException.Unsupported("image " + manifest.digest() + " cannot be run: " + reason);
    }

    private String layerTypes() {
        if (types.isEmpty()) {
            return "no layers";
        }
        Stream<String> shown = types.stream().distinct().limit(4).map(Text::oneLine);
        String list = shown.collect(Collectors.joining(", "));
        return (types.size() == 1 ? "the layer type " : types.size() + " layers of the types ") + list;
    }
}
