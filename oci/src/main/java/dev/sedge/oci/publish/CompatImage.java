package dev.sedge.oci.publish;

import dev.sedge.oci.Platform;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A Wasm image in the form of an ordinary container image: one layer, a tar with gzip, that holds the module in its root
 * directory. Container runtimes recognise it by the annotation and the label {@value #VARIANT}.
 *
 * @param module the module, at {@code /name.wasm} in the image
 * @param entrypoint the fixed beginning of the command; default empty
 * @param cmd the default command; default {@code /name.wasm}
 * @param env the environment in the form {@code NAME=value}; default empty
 * @param labels further labels; default empty
 * @param platform what the config says it is for; default {@link Platform#WASI_WASM}
 * @param format whose media types; default {@link ImageFormat#OCI}
 * @see <a href="https://github.com/solo-io/wasm/blob/master/spec/spec-compat.md">Wasm image specification, compat
 *     variant</a>
 */
public record CompatImage(
        WasmFile module,
        List<String> entrypoint,
        List<String> cmd,
        List<String> env,
        Map<String, String> labels,
        Platform platform,
        ImageFormat format) {
    /** The annotation or label that says which packaging of Wasm an image has. */
    public static final String VARIANT = "module.wasm.image/variant";

    /** The variant of these images. */
    public static final String COMPAT = "compat";

    /** Copies the collections. */
    public CompatImage {
        entrypoint = List.copyOf(entrypoint);
        cmd = List.copyOf(cmd);
        env = List.copyOf(env);
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    }

    /** An image with the defaults above. */
    public static CompatImage of(WasmFile module) {
        return new CompatImage(
                module,
                List.of(),
                List.of("/" + module.name()),
                List.of(),
                Map.of(),
                Platform.WASI_WASM,
                ImageFormat.OCI);
    }

    /** The same with this entrypoint. */
    public CompatImage withEntrypoint(List<String> words) {
        return new CompatImage(module, words, cmd, env, labels, platform, format);
    }

    /** The same with this default command. */
    public CompatImage withCmd(List<String> words) {
        return new CompatImage(module, entrypoint, words, env, labels, platform, format);
    }

    /** The same with this environment. */
    public CompatImage withEnv(List<String> assignments) {
        return new CompatImage(module, entrypoint, cmd, assignments, labels, platform, format);
    }

    /** The same with these further labels. */
    public CompatImage withLabels(Map<String, String> more) {
        return new CompatImage(module, entrypoint, cmd, env, more, platform, format);
    }

    /** The same for another platform. */
    public CompatImage withPlatform(Platform other) {
        return new CompatImage(module, entrypoint, cmd, env, labels, other, format);
    }

    /** The same with other media types. */
    public CompatImage withFormat(ImageFormat other) {
        return new CompatImage(module, entrypoint, cmd, env, labels, platform, other);
    }
}
