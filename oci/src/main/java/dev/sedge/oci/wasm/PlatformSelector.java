package dev.sedge.oci.wasm;

import dev.sedge.oci.Descriptor;
import dev.sedge.oci.ImageIndex;
import dev.sedge.oci.MediaType;
import dev.sedge.oci.OciException;
import dev.sedge.oci.Platform;
import dev.sedge.oci.internal.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Chooses a manifest of an index by platform. Case, variants and the old name {@code wasm32} make no difference; within
 * a rank the first in the document wins; attestations and unknown platforms are passed over.
 */
public final class PlatformSelector {
    /** In a preference: any architecture. */
    public static final String ANY = "*";

    private static final String ATTESTATION_KEY = "vnd.docker.reference.type";

    private final List<Platform> preferences;

    /** @param preferences the acceptable platforms, the best first; the architecture may be {@link #ANY} */
    public PlatformSelector(List<Platform> preferences) {
        this.preferences = preferences.stream().map(Platform::normalized).toList();
    }

    /** WASI platforms first, then Linux images, which may hold a {@code .wasm} file too. */
    public static List<Platform> defaults() {
        String host = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
        String architecture = host.equals("aarch64") ? "arm64" : host.equals("x86_64") ? "amd64" : host;
        return List.of(
                Platform.WASIP1_WASM,
                Platform.WASI_WASM,
                Platform.of("linux", architecture),
                Platform.of("linux", ANY));
    }

    /** The best manifest that the index names itself, not counting nested indexes; empty if none is acceptable. */
    public Optional<Descriptor> choose(ImageIndex index) {
        List<Descriptor> candidates = candidates(index).stream()
                .filter(descriptor -> !isIndex(descriptor))
                .toList();
        for (Platform preference : preferences) {
            for (Descriptor candidate : candidates) {
                if (candidate.platform().filter(p -> matches(p, preference)).isPresent()) {
                    return Optional.of(candidate);
                }
            }
        }
        boolean onlyOne = candidates(index).size() == 1 && candidates.size() == 1;
        return onlyOne && candidates.get(0).platform().isEmpty() ? Optional.of(candidates.get(0)) : Optional.empty();
    }

    /** The nested indexes in which a manifest may still be found, in the order of the document. */
    public List<Descriptor> nested(ImageIndex index) {
        return candidates(index).stream().filter(PlatformSelector::isIndex).toList();
    }

    /** The error that says what the index offers instead. */
    public OciException.Unsupported noMatch(ImageIndex index) {
        List<String> offered = new ArrayList<>();
        candidates(index)
                .forEach(descriptor -> offered.add(descriptor
                        .platform()
                        .map(Platform::toString)
                        .map(Text::oneLine)
                        .orElse("no platform")));
        boolean onlyComponents = !offered.isEmpty()
                && candidates(index).stream()
                        .allMatch(descriptor -> descriptor
                                .platform()
                                .filter(p -> p.normalized().equals(Platform.of("wasip2", "wasm")))
                                .isPresent());
        String wanted = preferences.stream().map(Platform::toString).collect(Collectors.joining(", "));
        return new OciException.Unsupported("index " + index.digest() + " has no image for " + wanted + "; it offers "
                + (offered.isEmpty() ? "nothing" : String.join(", ", offered.subList(0, Math.min(12, offered.size()))))
                + (onlyComponents ? ": it is a component image, and only WASI preview 1 modules run here" : ""));
    }

    private static List<Descriptor> candidates(ImageIndex index) {
        return index.manifests().stream()
                .filter(descriptor -> !descriptor.annotations().containsKey(ATTESTATION_KEY))
                .filter(descriptor -> descriptor
                        .platform()
                        .filter(p -> p.normalized().os().equals("unknown"))
                        .isEmpty())
                .toList();
    }

    private static boolean isIndex(Descriptor descriptor) {
        return MediaType.isIndex(MediaType.bare(descriptor.mediaType()));
    }

    private static boolean matches(Platform offered, Platform preference) {
        Platform normal = offered.normalized();
        return normal.os().equals(preference.os())
                && (preference.architecture().equals(ANY)
                        || normal.architecture().equals(preference.architecture()));
    }
}
