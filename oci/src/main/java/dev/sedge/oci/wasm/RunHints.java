package dev.sedge.oci.wasm;

import dev.sedge.oci.ImageConfig;
import dev.sedge.oci.ImageManifest;
import dev.sedge.oci.ImageReference;
import dev.sedge.oci.OciException;
import dev.sedge.oci.Platform;
import dev.sedge.oci.internal.Text;
import dev.sedge.oci.wasm.RunRules.Question;
import dev.sedge.oci.wasm.RunRules.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a request says about how an image will be run, so that an ordinary Linux image is refused before a layer of it is
 * fetched. An image that is Wasm by its own format needs no hint. Immutable.
 *
 * @param runtimeHandler the handler of the pod's RuntimeClass; empty text if there is none or it is not known
 * @param annotations the annotations of the pod
 * @param command what the pod runs, the program first; empty if it is not known or the image's own
 */
public record RunHints(String runtimeHandler, Map<String, String> annotations, List<String> command) {
    /** The handlers of a RuntimeClass that mean Wasm: our own name first, then those of other runtimes. */
    public static final List<String> WASM_HANDLERS = List.of("wasm", "wasmedge", "wasmtime", "crun");

    /** A request that says nothing: only an image that is Wasm by itself will do. */
    public static final RunHints NOTHING = new RunHints("", Map.of(), List.of());

    private static final Set<String> SMART = Set.of("wasm-smart", "compat-smart");

    /** Copies the collections. */
    public RunHints {
        annotations = Map.copyOf(annotations);
        command = List.copyOf(command);
    }

    /**
     * Why an image is run as Wasm, in a few words: its own format first, then the pod's handler and annotations, then
     * what names a {@code .wasm} or {@code .wat} file. A smart variant decides by the command, and believes the pod
     * where that is not known yet.
     *
     * @return empty if nothing says that it is Wasm
     */
    public Optional<String> whyWasm(ImageManifest manifest, WasmImage image) {
        if (image instanceof WasmImage.RawModule) {
            return Optional.of("it is a Wasm artifact");
        }
        ImageConfig config = image.config();
        if (config.platform().isWasm()) {
            return Optional.of("it is built for " + config.platform());
        }
        if (isVariant(manifest.annotations().get(RunRules.VARIANT))
                || isVariant(config.labels().get(RunRules.VARIANT))) {
            return Optional.of("it is marked with " + RunRules.VARIANT);
        }
        if (WASM_HANDLERS.contains(runtimeHandler)) {
            return Optional.of("the pod has the runtime handler " + runtimeHandler);
        }
        return whyByCommand(image.argv(Optional.empty(), List.of()));
    }

    /**
     * Refuses an image that nothing says is Wasm.
     *
     * @throws OciException.Unsupported with what was found and the ways out
     */
    public void requireWasm(ImageReference reference, ImageManifest manifest, WasmImage image)
            throws OciException.Unsupported {
        if (whyWasm(manifest, image).isPresent()) {
            return;
        }
        List<String> argv = image.argv(Optional.empty(), List.of());
        Platform platform = image.config().platform();
        throw new OciException.Unsupported("image " + reference + " is an ordinary image"
                + (platform.os().isEmpty() ? "" : " (" + Text.oneLine(platform.toString()) + ")")
                + (argv.isEmpty() ? " without a command" : " that runs " + Text.quote(argv.get(0)))
                + ", and this node runs Wasm only; none of its layers was fetched. Keep the pod off this node with a node"
                + " selector or affinity; or, if the image holds a Wasm module, say so: with runtimeClassName: wasm, with the"
                + " annotation " + RunRules.VARIANT + ": compat, or with an entrypoint that ends in .wasm");
    }

    private Optional<String> whyByCommand(List<String> ownCommand) {
        List<String> argv = command.isEmpty() ? ownCommand : command;
        if (annotationsSayWasm(argv)) {
            return Optional.of("the annotations of the pod say so");
        }
        for (List<String> words : List.of(command, ownCommand)) {
            if (!words.isEmpty() && RunRules.namesModule(words.get(0))) {
                return Optional.of("the command names a Wasm file");
            }
        }
        return Optional.empty();
    }

    private boolean annotationsSayWasm(List<String> argv) {
        Optional<String> handler = Optional.ofNullable(annotations.get(RunRules.HANDLER));
        Optional<String> variant = Optional.ofNullable(annotations.get(RunRules.VARIANT));
        if (command.isEmpty() && SMART.contains(handler.or(() -> variant).orElse(""))) {
            return true;
        }
        // A pod that says compat has some command, even where the image has none.
        Optional<String> program = Optional.of(argv.isEmpty() ? "" : argv.get(0));
        return RunRules.decide(new Question(false, false, handler, variant, program)) == Verdict.WASM;
    }

    private static boolean isVariant(@Nullable String value) {
        return "compat".equals(value) || "compat-smart".equals(value);
    }
}
