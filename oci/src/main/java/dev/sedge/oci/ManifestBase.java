package dev.sedge.oci;

import java.util.Map;
import java.util.Optional;

/** What both kinds of document have in common. */
record ManifestBase(
        String mediaType,
        RawBytes raw,
        Digest digest,
        Map<String, String> annotations,
        Optional<String> artifactType,
        Optional<Descriptor> subject) {}
