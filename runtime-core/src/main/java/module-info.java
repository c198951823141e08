import org.jspecify.annotations.NullMarked;

/** Loads, compiles, limits, runs and stops WebAssembly modules. */
@NullMarked
module dev.sedge.runtime {
    requires static transitive org.jspecify;
    requires java.management;
    requires org.objectweb.asm;
    requires run.endive.runtime;
    requires run.endive.wasm;

    exports dev.sedge.runtime;
}
