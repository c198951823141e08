package dev.sedge.oci.publish;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializable;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import com.google.cloud.tools.jib.image.json.ManifestTemplate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A manifest that jib sends byte for byte as it is. */
final class RawManifest implements ManifestTemplate, JsonSerializable {
    private final String mediaType;
    private final String document;

    RawManifest(String mediaType, byte[] document) {
        this.mediaType = mediaType;
        this.document = new String(document, StandardCharsets.UTF_8);
    }

    @Override
    public int getSchemaVersion() {
        return 2;
    }

    @Override
    public String getManifestMediaType() {
        return mediaType;
    }

    @Override
    public void serialize(JsonGenerator generator, SerializerProvider serializers) throws IOException {
        generator.writeRawValue(document);
    }

    @Override
    public void serializeWithType(
            JsonGenerator generator, SerializerProvider serializers, TypeSerializer typeSerializer) throws IOException {
        serialize(generator, serializers);
    }
}
