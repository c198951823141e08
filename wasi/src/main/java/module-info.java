import org.jspecify.annotations.NullMarked;

/** WASI preview 1 with capability-scoped files, randomness and clocks. */
@NullMarked
module dev.sedge.wasi {
    requires static transitive org.jspecify;
    requires transitive dev.sedge.runtime;

    exports dev.sedge.wasi;
    exports dev.sedge.wasi.fs;
}
