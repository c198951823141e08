package dev.sedge.agent.launch;

import dev.sedge.runtime.WasmModule;

/**
 * A module that was found and linked, but is granted nothing.
 *
 * @param name what people call it
 * @param module the module
 * @param bytes its size
 */
public record NamedModule(String name, WasmModule module, int bytes) {}
