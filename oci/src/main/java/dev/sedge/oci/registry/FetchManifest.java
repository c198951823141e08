package dev.sedge.oci.registry;

import dev.sedge.oci.Digest;
import dev.sedge.oci.FetchedManifest;
import dev.sedge.oci.ImageReference;
import dev.sedge.oci.Manifest;
import dev.sedge.oci.MediaType;
import dev.sedge.oci.OciException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code GET /v2/<name>/manifests/<tag or digest>}.
 *
 * @see <a href="https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pulling-manifests">OCI
 *     distribution, pulling manifests</a>
 */
final class FetchManifest {
    private final RegistryCaller caller;
    private final ImageReference reference;
    private final RegistryCaller.Call call;

    FetchManifest(RegistryCaller caller, ImageReference reference) {
        this.caller = caller;
        this.reference = reference;
        String name = reference
                .digest()
                .map(Digest::toString)
                .orElseGet(() -> reference.tag().orElseThrow());
        this.call = new RegistryCaller.Call(
                "pull manifest for " + reference,
                reference.repository(),
                reference.repository() + "/manifests/" + name,
                Map.of("Accept", String.join(", ", MediaType.MANIFESTS)),
                Set.of(200));
    }

    FetchedManifest from(Host host) throws OciException {
        return caller.call(host, call, this::read);
    }

    private FetchedManifest read(Response response) throws IOException {
        byte[] raw;
        try (InputStream body = ContentEncoding.decode(call.action(), response)) {
            raw = body.readNBytes(Manifest.MAX_BYTES + 1);
        }
        if (raw.length > Manifest.MAX_BYTES) {
            throw new OciException.TooLarge(
                    call.action() + " failed: the manifest is larger than " + Manifest.MAX_BYTES + " bytes");
        }
        Optional<Digest> asked = reference.digest();
        if (asked.isPresent() && !asked.get().matches(raw)) {
            throw new OciException.Corrupt(
                    call.action() + " failed: " + response.uri().getRawAuthority()
                            + " sent other content (" + Digest.sha256Of(raw)
                            + ") than the digest asks for; it, or something on the way, changed the image");
        }
        try {
            Manifest manifest = Manifest.parse(raw, response.header("Content-Type"));
            return new FetchedManifest(asked.orElseGet(manifest::digest), manifest);
        } catch (OciException e) {
            throw Failures.during(call.action(), e);
        }
    }
}
