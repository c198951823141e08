package dev.sedge.oci.store;

import dev.sedge.oci.Digest;
import dev.sedge.oci.ImageReference;
import dev.sedge.oci.OciException;
import dev.sedge.oci.internal.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds images among the references of a store: by name, by digest, by id, and by the beginning of an id. */
final class ImageResolver {
    private static final Pattern ID_PREFIX = Pattern.compile("(?:sha256:)?([0-9a-f]{4,64})");

    private final List<StoredReference> references;

    ImageResolver(List<StoredReference> references) {
        this.references = references;
    }

    List<StoredImage> images() {
        Map<Digest, List<StoredReference>> byId = new LinkedHashMap<>();
        for (StoredReference reference : references) {
            byId.computeIfAbsent(reference.id(), id -> new ArrayList<>()).add(reference);
        }
        return byId.values().stream()
                .map(names -> new StoredImage(names.get(0).manifest(), names))
                .toList();
    }

    Optional<StoredImage> image(String text) throws OciException {
        Optional<Digest> digest = digest(text);
        if (digest.isPresent()) {
            return images().stream()
                    .filter(image -> image.references().stream().anyMatch(name -> names(name, digest.get())))
                    .findFirst();
        }
        Optional<ImageReference> name = name(text);
        Optional<StoredImage> byName = name.isPresent() ? image(name.get()) : Optional.empty();
        return byName.isPresent() ? byName : byIdPrefix(text);
    }

    Optional<StoredImage> image(ImageReference name) {
        List<StoredReference> named = named(name);
        return images().stream()
                .filter(image ->
                        !named.isEmpty() && image.id().equals(named.get(0).id()))
                .findFirst();
    }

    /** The references that a user means to remove: one name, or with a digest or an id all names of the image. */
    List<StoredReference> toRemove(String text) throws OciException {
        Optional<ImageReference> name = digest(text).isPresent() ? Optional.empty() : name(text);
        List<StoredReference> named = name.isPresent() ? named(name.get()) : List.of();
        if (!named.isEmpty()) {
            return named;
        }
        return image(text).map(StoredImage::references).orElse(List.of());
    }

    private List<StoredReference> named(ImageReference name) {
        ImageReference canonical = StoredReference.canonical(name);
        return references.stream()
                .filter(reference -> canonical.digest().isEmpty()
                        ? reference.name().equals(canonical)
                        : reference.name().name().equals(canonical.name())
                                && names(reference, canonical.digest().get()))
                .toList();
    }

    private Optional<StoredImage> byIdPrefix(String text) throws OciException {
        var matcher = ID_PREFIX.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        List<StoredImage> matches = images().stream()
                .filter(image -> image.id().hex().startsWith(matcher.group(1)))
                .toList();
        if (matches.size() > 1) {
            throw new OciException.InvalidReference("image id " + Text.quote(text) + " is ambiguous: " + matches.size()
                    + " images begin with it; give more digits");
        }
        return matches.stream().findFirst();
    }

    private static boolean names(StoredReference reference, Digest digest) {
        return reference.id().equals(digest) || reference.target().equals(digest);
    }

    private static Optional<Digest> digest(String text) {
        try {
            return Optional.of(Digest.parse(text));
        } catch (OciException e) {
            return Optional.empty();
        }
    }

    private static Optional<ImageReference> name(String text) {
        try {
            return Optional.of(ImageReference.parse(text));
        } catch (OciException e) {
            return Optional.empty();
        }
    }
}
