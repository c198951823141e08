package dev.sedge.wasi;

import dev.sedge.runtime.ExportType;
import dev.sedge.runtime.Imports;
import dev.sedge.runtime.LinkException;
import dev.sedge.runtime.ResourceLimits;
import dev.sedge.runtime.WasmModule;
import dev.sedge.wasi.internal.preview1.Preview1;
import java.util.List;

/**
 * Runs WebAssembly programs ("commands") that use WASI preview 1, with exactly the capabilities of a {@link WasiConfig}.
 * All methods are thread-safe.
 *
 * @see <a href="https://github.com/WebAssembly/WASI/blob/wasi-0.1/preview1/docs.md">WASI preview 1</a>
 */
public final class Wasi {
    private static final String ENTRY = "_start";

    private Wasi() {}

    /**
     * Runs a program to its end with the {@linkplain ResourceLimits#defaults() default limits}.
     *
     * @param module the compiled program
     * @param config what it is given
     * @return how it ended by itself
     * @throws WasiException if the module is no command, or a preopen or a listener cannot be opened
     * @throws dev.sedge.runtime.WasmException if it cannot be linked, traps, or is stopped by a limit or an interrupt
     */
    public static ExitStatus run(WasmModule module, WasiConfig config) {
        return run(module, config, ResourceLimits.defaults());
    }

    /**
     * Runs a program to its end, on a thread of its own. When the calling thread is interrupted the program is stopped
     * and the thread's interrupt status stays set.
     *
     * @param module the compiled program
     * @param config what it is given
     * @param limits what it may use
     * @return how it ended by itself
     * @throws WasiException if the module is no command, or a preopen or a listener cannot be opened
     * @throws dev.sedge.runtime.WasmException if it cannot be linked, traps, or is stopped by a limit or an interrupt
     */
    public static ExitStatus run(WasmModule module, WasiConfig config, ResourceLimits limits) {
        return start(module, config, limits).waitOrStop();
    }

    /**
     * Starts a program on a daemon platform thread of its own.
     *
     * @param module the compiled program
     * @param config what it is given
     * @param limits what it may use
     * @return the running program
     * @throws WasiException if the module is no command, or a preopen or a listener cannot be opened
     * @throws LinkException if an import is missing or of the wrong type
     */
    public static WasiProcess start(WasmModule module, WasiConfig config, ResourceLimits limits) {
        return start(module, config, limits, Imports.none());
    }

    /**
     * Starts a program that also imports modules of the embedder.
     *
     * @param module the compiled program
     * @param config what it is given
     * @param limits what it may use
     * @param additional further host modules
     * @return the running program
     * @throws WasiException if the module is no command, or a preopen or a listener cannot be opened
     * @throws LinkException if an import is missing or of the wrong type
     */
    public static WasiProcess start(WasmModule module, WasiConfig config, ResourceLimits limits, Imports additional) {
        requireCommand(module);
        checkLinks(module, additional);
        return WasiProcess.start(module, config, limits, additional, ENTRY);
    }

    /**
     * Checks that every import of a module is one of ours. Runs nothing.
     *
     * @param module the compiled program
     * @throws LinkException that names what is missing
     */
    public static void checkLinks(WasmModule module) {
        checkLinks(module, Imports.none());
    }

    /**
     * Checks that every import of a module is one of ours or of the embedder. Runs nothing.
     *
     * @param module the compiled program
     * @param additional further host modules
     * @throws LinkException that names what is missing
     */
    public static void checkLinks(WasmModule module, Imports additional) {
        module.checkLinks(Preview1.signatures(additional));
    }

    /**
     * Checks that a module is a command. Runs nothing.
     *
     * @param module the compiled program
     * @throws WasiException that says what it is instead
     */
    public static void requireCommand(WasmModule module) {
        List<String> names = module.exports().stream().map(ExportType::name).toList();
        if (names.contains(ENTRY)) {
            return;
        }
        String kind = names.contains("_initialize") ? "a library (a WASI reactor)" : "no WASI program";
        throw new WasiException("run module " + module.digest() + ": it exports no _start, so it is " + kind
                + "; build it as a command, or call its exports on a WasiContext. It exports: " + few(names));
    }

    private static String few(List<String> names) {
        int most = 10;
        String list = String.join(", ", names.subList(0, Math.min(most, names.size())));
        return names.isEmpty() ? "nothing" : names.size() > most ? list + ", …" : list;
    }
}
