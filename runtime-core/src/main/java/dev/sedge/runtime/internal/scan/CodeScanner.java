package dev.sedge.runtime.internal.scan;

import dev.sedge.runtime.ModuleLimits;

/** Skims function bodies. */
final class CodeScanner {
    private CodeScanner() {}

    static void scan(ByteReader in, ModuleOutline.Builder outline, ModuleLimits limits) {
        in.count("function bodies", Math.max(limits.functions(), outline.types.size()));
    }
}
