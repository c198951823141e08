package dev.sedge.agent.launch;

import dev.sedge.agent.tools.Tool;
import dev.sedge.runtime.WasmModule;

/** What a container or an exec runs. */
sealed interface Program permits Program.Module, Program.Ours {

    /** A compiled and linked command. */
    record Module(WasmModule wasm) implements Program {}

    /** A tool that Sedge lends. */
    record Ours(Tool tool) implements Program {}
}
