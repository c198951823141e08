/**
 * Runs one guest process with exactly the capabilities it is given. Start at {@link dev.sedge.wasi.Wasi} and
 * {@link dev.sedge.wasi.WasiConfig}.
 */
package dev.sedge.wasi;
