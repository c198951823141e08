package dev.sedge.oci.wasm;

import java.util.Optional;
import java.util.Set;

/**
 * When a container is run as Wasm: the rules of crun, as pure functions, so that a pod that runs as Wasm there runs as
 * Wasm here.
 *
 * @see <a href="https://github.com/containers/crun/blob/main/docs/wasm-wasi-example.md">crun, running Wasm</a>
 */
public final class RunRules {
    /** The annotation that names a handler. */
    public static final String HANDLER = "run.oci.handler";

    /** The annotation that names the variant of an image. */
    public static final String VARIANT = "module.wasm.image/variant";

    private static final Set<String> WASM_HANDLERS = Set.of("wasm", "wasmedge", "wasmtime", "wasmer", "wamr");

    private RunRules() {}

    /** What becomes of a container. */
    public enum Verdict {
        /** It is run as Wasm. */
        WASM,
        /** It is an ordinary program, which does not run here. */
        NATIVE,
        /** It is refused, because it asks for another handler than the node's. */
        DENIED
    }

    /**
     * What the rules look at.
     *
     * @param sandbox whether the container is a pod's sandbox
     * @param globalHandler whether the node has one handler for all containers
     * @param handler the annotation {@link #HANDLER}
     * @param variant the annotation {@link #VARIANT}
     * @param argv0 the first argument, if there are any
     */
    public record Question(
            boolean sandbox,
            boolean globalHandler,
            Optional<String> handler,
            Optional<String> variant,
            Optional<String> argv0) {}

    /** Decides; the first rule that applies wins. */
    public static Verdict decide(Question question) {
        if (question.sandbox()) {
            return Verdict.NATIVE;
        }
        boolean suffix = question.argv0().filter(RunRules::hasWasmSuffix).isPresent();
        if (question.handler().isPresent()) {
            if (question.globalHandler()) {
                return Verdict.DENIED;
            }
            String handler = question.handler().get();
            boolean smart = handler.equals("wasm-smart") && suffix;
            return WASM_HANDLERS.contains(handler) || smart ? Verdict.WASM : Verdict.NATIVE;
        }
        boolean compat = question.variant().filter("compat"::equals).isPresent()
                && question.argv0().isPresent();
        boolean smart = question.variant().filter("compat-smart"::equals).isPresent() && suffix;
        return compat || smart ? Verdict.WASM : Verdict.NATIVE;
    }

    /** Whether a program's name, without the function that may stand after a {@code #}, ends as those of modules do. */
    static boolean namesModule(String argv0) {
        return hasWasmSuffix(EntryPoint.parse(argv0).path());
    }

    private static boolean hasWasmSuffix(String argv0) {
        return argv0.endsWith(".wasm") || argv0.endsWith(".wat");
    }
}
