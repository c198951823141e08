/**
 * The embedding API: {@link dev.sedge.runtime.Engine} compiles bytes to a {@link dev.sedge.runtime.WasmModule}, a module
 * makes {@link dev.sedge.runtime.WasmInstance}s, and an instance runs exported functions under
 * {@link dev.sedge.runtime.ResourceLimits}.
 */
package dev.sedge.runtime;
