package dev.sedge.runtime.internal;

import dev.sedge.runtime.internal.scan.CodeFacts;
import dev.sedge.runtime.internal.scan.ModuleOutline;

/** A module that an earlier process has validated, and of which it has kept code. */
public interface KeptModule {

    /** The digest of its bytes in the form {@code sha256:<hex>}. */
    String digest();

    /** What the scanner has found in its functions. */
    CodeFacts facts();

    /** Prepares it. */
    ExecutableModule load(ModuleOutline outline);
}
