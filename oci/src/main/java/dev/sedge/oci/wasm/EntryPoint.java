package dev.sedge.oci.wasm;

/**
 * What {@code argv[0]} names, in the notation of runwasi: a path, and after the first {@code #} a function.
 *
 * @param path the module's path in the image; may be empty
 * @param function the exported function to call, {@code _start} if none is named
 */
public record EntryPoint(String path, String function) {
    /** The function that every WASI command exports. */
    public static final String START = "_start";

    /** Splits at the first {@code #}. */
    public static EntryPoint parse(String argv0) {
        int hash = argv0.indexOf('#');
        return hash < 0
                ? new EntryPoint(argv0, START)
                : new EntryPoint(argv0.substring(0, hash), argv0.substring(hash + 1));
    }
}
