package dev.sedge.oci.wasm;

import dev.sedge.oci.Descriptor;
import dev.sedge.oci.ImageConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How an image holds its Wasm module, and what its author wants to be run. */
public sealed interface WasmImage permits WasmImage.Compat, WasmImage.RawModule {
    /** What the author says about running it; all fields may be empty. */
    ImageConfig config();

    /**
     * The argument vector of a container: the command or else the entrypoint of the image, then the arguments, or else
     * the image's default ones, which a command of the caller switches off.
     *
     * @param command replaces the entrypoint; empty for the image's own
     * @param arguments replace the image's default arguments; an empty list for those
     * @return the vector; an empty list if neither the image nor the caller names anything to run
     */
    default List<String> argv(Optional<List<String>> command, List<String> arguments) {
        List<String> argv = new ArrayList<>(command.orElse(config().entrypoint()));
        argv.addAll(command.isEmpty() && arguments.isEmpty() ? config().cmd() : arguments);
        return List.copyOf(argv);
    }

    /**
     * An ordinary image: a root file system in tar layers, in which {@code argv[0]} names a {@code .wasm} file.
     *
     * @param config what the author says
     * @param layers the tar layers, the lowest first
     */
    record Compat(ImageConfig config, List<Descriptor> layers) implements WasmImage {
        /** Copies the list. */
        public Compat {
            layers = List.copyOf(layers);
        }
    }

    /**
     * An artifact: the module is a layer, byte for byte, and there are no files.
     *
     * @param config what the author says; mostly nothing
     * @param layer the module
     */
    record RawModule(ImageConfig config, Descriptor layer) implements WasmImage {}
}
