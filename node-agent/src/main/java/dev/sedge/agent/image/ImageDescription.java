package dev.sedge.agent.image;

import dev.sedge.oci.ImageConfig;
import dev.sedge.oci.pull.PulledImage;
import dev.sedge.oci.wasm.WasmImage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An image in words, numbers, lists and maps, to be shown as JSON. */
public final class ImageDescription {
    private ImageDescription() {}

    /** What is known without reading its module; the map is the caller's. */
    public static Map<String, Object> of(PulledImage image) {
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("id", image.id().toString());
        about.put("name", image.reference().name().toString());
        about.put("digest", image.repoDigest().toString());
        about.put("size", image.size());
        about.put("pulledAt", image.reference().pulledAt().toString());
        about.put("manifestType", image.manifest().mediaType());
        about.put("form", image.wasm() instanceof WasmImage.Compat ? "compat" : "artifact");
        about.put("config", config(image.config()));
        if (image.wasm() instanceof WasmImage.Compat) {
            about.put("wasmFiles", files(image));
        }
        return about;
    }

    private static Map<String, Object> config(ImageConfig config) {
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("entrypoint", config.entrypoint());
        about.put("cmd", config.cmd());
        about.put("env", config.env());
        about.put("workingDir", config.workingDir());
        about.put("labels", config.labels());
        return about;
    }

    private static List<Map<String, Object>> files(PulledImage image) {
        return image.wasmFiles().stream()
                .map(file -> Map.<String, Object>of("path", file.path(), "size", file.size()))
                .toList();
    }
}
