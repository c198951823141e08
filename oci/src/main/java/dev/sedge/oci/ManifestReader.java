package dev.sedge.oci;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sedge.oci.internal.Json;
import dev.sedge.oci.internal.Text;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads manifests and indexes. */
final class ManifestReader {
    private static final Set<String> DOCUMENT_FIELDS = Set.of(
            "schemaVersion", "mediaType", "config", "layers", "manifests", "annotations", "artifactType", "subject");
    private static final Set<String> DESCRIPTOR_FIELDS =
            Set.of("mediaType", "digest", "size", "annotations", "artifactType", "platform", "data", "urls");
    private static final String WHAT = "manifest";

    private final byte[] raw;
    private final ObjectNode document;
    private final String mediaType;

    private ManifestReader(byte[] raw, ObjectNode document, String mediaType) {
        this.raw = raw;
        this.document = document;
        this.mediaType = mediaType;
    }

    static Manifest read(byte[] raw, Optional<String> contentType) throws OciException {
        if (raw.length > Manifest.MAX_BYTES) {
            throw new OciException.TooLarge(
                    "manifest has " + raw.length + " bytes; at most " + Manifest.MAX_BYTES + " are read");
        }
        Optional<String> transport = contentType.map(MediaType::bare);
        if (transport.isPresent()) {
            requireKnown(transport.get());
        }
        ObjectNode document = Json.parseObject(raw, WHAT);
        Json.requireExactNames(document, DOCUMENT_FIELDS, WHAT);
        refuseSchema1(document);
        Optional<String> own = Json.text(document, "mediaType", WHAT);
        if (own.isPresent()) {
            requireKnown(own.get());
        }
        if (own.isPresent() && transport.isPresent() && !own.equals(transport)) {
            throw new OciException.Corrupt("manifest says it is " + own.get() + ", but came as " + transport.get());
        }
        String type = own.or(() -> transport)
                .orElseThrow(() -> new OciException.Corrupt(
                        "manifest has no mediaType and came without a Content-Type, so nobody says what it is"));
        return new ManifestReader(raw, document, type).manifest();
    }

    private static void requireKnown(String type) throws OciException {
        if (type.startsWith(MediaType.DOCKER_SCHEMA1_PREFIX)) {
            throw schema1();
        }
        if (type.equals(MediaType.OCI_ARTIFACT_MANIFEST)) {
            throw new OciException.Unsupported("manifest is an " + type
                    + ", which the OCI specification has withdrawn; push the artifact again with a current tool");
        }
        if (!MediaType.isManifest(type) && !MediaType.isIndex(type)) {
            throw new OciException.Corrupt("media type " + Text.quote(type) + " is not one of an image manifest");
        }
    }

    private static void refuseSchema1(ObjectNode document) throws OciException {
        boolean named = Json.field(document, "schemaVersion")
                .filter(version -> version.asInt() == 1)
                .isPresent();
        if (named && document.has("fsLayers")) {
            throw schema1();
        }
    }

    private static OciException schema1() {
        return new OciException.Unsupported(
                "manifest is of Docker's schema 1, which has no verifiable layers; push the image again with a"
                        + " current tool");
    }

    private Manifest manifest() throws OciException.Corrupt {
        boolean index = document.has("manifests");
        boolean image = document.has("layers") || document.has("config");
        if (index && image) {
            throw new OciException.Corrupt("manifest is an index and an image at once");
        }
        if (index != MediaType.isIndex(mediaType)) {
            throw new OciException.Corrupt("manifest came as " + mediaType + ", but has the fields of "
                    + (index ? "an index" : image ? "an image manifest" : "neither manifest nor index"));
        }
        ManifestBase base = new ManifestBase(
                mediaType,
                new RawBytes(raw),
                Digest.sha256Of(raw),
                Collections.unmodifiableMap(Json.textMap(document, "annotations", WHAT)),
                Json.text(document, "artifactType", WHAT),
                optionalDescriptor("subject"));
        if (index) {
            return new ImageIndex(base, descriptors("manifests"));
        }
        Descriptor config = optionalDescriptor("config")
                .orElseThrow(() -> new OciException.Corrupt("image manifest has no config"));
        return new ImageManifest(base, config, descriptors("layers"));
    }

    private Optional<Descriptor> optionalDescriptor(String name) throws OciException.Corrupt {
        Optional<ObjectNode> node = Json.object(document, name, WHAT);
        return node.isPresent() ? Optional.of(descriptor(node.get(), "manifest field " + name)) : Optional.empty();
    }

    private List<Descriptor> descriptors(String name) throws OciException.Corrupt {
        List<Descriptor> list = new ArrayList<>();
        for (ObjectNode node : Json.objects(document, name, WHAT)) {
            list.add(descriptor(node, "manifest field " + name + "[" + list.size() + "]"));
        }
        return list;
    }

    private static Descriptor descriptor(ObjectNode node, String what) throws OciException.Corrupt {
        Json.requireExactNames(node, DESCRIPTOR_FIELDS, what);
        String type = required(Json.text(node, "mediaType", what), what, "mediaType");
        String digest = required(Json.text(node, "digest", what), what, "digest");
        JsonNode size = required(Json.field(node, "size"), what, "size");
        if (!size.isIntegralNumber() || !size.canConvertToLong()) {
            throw new OciException.Corrupt(what + " has a size that is no whole number");
        }
        Map<String, String> annotations = Json.textMap(node, "annotations", what);
        Optional<ObjectNode> platform = Json.object(node, "platform", what);
        try {
            return new Descriptor(
                    type,
                    Digest.parse(digest),
                    size.longValue(),
                    annotations,
                    Json.text(node, "artifactType", what),
                    platform.isPresent() ? Optional.of(platform(platform.get(), what)) : Optional.empty(),
                    Json.text(node, "data", what),
                    Json.texts(node, "urls", what));
        } catch (OciException.InvalidReference | IllegalArgumentException e) {
            throw new OciException.Corrupt(what + ": " + Text.oneLine(String.valueOf(e.getMessage())), e);
        }
    }

    private static Platform platform(ObjectNode node, String what) throws OciException.Corrupt {
        return new Platform(
                Json.text(node, "os", what).orElse(""),
                Json.text(node, "architecture", what).orElse(""),
                Json.text(node, "variant", what));
    }

    private static <T> T required(Optional<T> value, String what, String name) throws OciException.Corrupt {
        return value.orElseThrow(() -> new OciException.Corrupt(what + " has no " + name));
    }
}
