package dev.sedge.agent.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.sedge.agent.image.ImageDescription;
import dev.sedge.agent.image.Images;
import dev.sedge.oci.OciException;
import dev.sedge.oci.pull.PulledImage;
import dev.sedge.oci.store.ContentStore;
import dev.sedge.oci.wasm.WasmImage;
import dev.sedge.runtime.Engine;
import dev.sedge.runtime.WasmModule;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code sedge inspect}. */
@Command(name = "inspect", description = "Show what the store knows of an image, as JSON.")
final class InspectCommand implements SedgeCommand {
    @Mixin
    final StoreOption store = new StoreOption();

    @Mixin
    final RegistryOptions registry = new RegistryOptions();

    @Mixin
    final VerboseOption verbose = new VerboseOption();

    @Parameters(index = "0", paramLabel = "IMAGE", description = "A name, a digest, or the beginning of an id.")
    String image = "";

    @Override
    public int run(Stdio stdio) throws Exception {
        try (ContentStore content = store.open()) {
            PulledImage found = new Images(content, registry::source).stored(image);
            var json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
            stdio.printOut().println(json.writeValueAsString(describe(found)));
        }
        return 0;
    }

    private static Map<String, Object> describe(PulledImage image) throws OciException {
        Map<String, Object> about = ImageDescription.of(image);
        if (image.wasm() instanceof WasmImage.RawModule) {
            about.put("module", module(image));
        }
        return about;
    }

    private static Map<String, Object> module(PulledImage image) throws OciException {
        try (Engine engine = Engine.create()) {
            WasmModule module = engine.compile(image.readModule(""));
            Map<String, Object> about = new LinkedHashMap<>();
            about.put("digest", module.digest());
            about.put("imports", module.imports().stream().map(Object::toString).toList());
            about.put("exports", module.exports().stream().map(Object::toString).toList());
            return about;
        }
    }
}
