package dev.sedge.agent.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.sedge.agent.args.Syntax;
import dev.sedge.agent.args.Words;
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

/** {@code sedge inspect}. */
final class InspectCommand implements SedgeCommand {
    static final CommandKind KIND = new CommandKind(
            Syntax.of("inspect", "Show what the store knows of an image, as JSON.")
                    .options(VerboseOption.OPTION, StoreOption.OPTION)
                    .options(RegistryOptions.OPTIONS)
                    .parameters("IMAGE")
                    .footer("IMAGE is a name, a digest, or the beginning of an id."),
            InspectCommand::new);

    private final StoreOption store;
    private final RegistryOptions registry;
    private final String image;

    private InspectCommand(Words words) {
        store = new StoreOption(words);
        registry = new RegistryOptions(words);
        image = words.parameters().get(0);
    }

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
