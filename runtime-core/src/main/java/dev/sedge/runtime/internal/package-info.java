/** The seam between the public API and the tiers that run Wasm, and what all tiers share. */
package dev.sedge.runtime.internal;
