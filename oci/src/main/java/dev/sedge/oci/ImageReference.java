package dev.sedge.oci;

import dev.sedge.oci.internal.Text;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of an image: a registry host, a repository in it, and a tag or a digest. Always valid and complete.
 *
 * @param host the registry, in lower case where that is clear, with the port if one was named: {@code ghcr.io}, {@code [::1]:5000}
 * @param repository the full name in the registry, {@code library/alpine} for Docker Hub's short names
 * @param tag the tag; where a digest is present too, it is only remembered for people
 * @param digest the digest that decides which content is meant
 * @see <a href="https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pulling-manifests">OCI
 *     distribution, names and tags</a>
 */
public record ImageReference(String host, String repository, Optional<String> tag, Optional<Digest> digest) {
    private static final int MAX_NAME = 255;
    private static final String DEFAULT_TAG = "latest";
    private static final String EXPECTED = "; expected [host[:port]/]name[:tag][@sha256:hex]";
    private static final Pattern HOST =
            Pattern.compile("(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*+(?<!-))?(?:\\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*+(?<!-))?)*+"
                    + "|\\[[0-9a-f:.]{2,45}\\])(?::(\\d{1,5}))?");
    private static final Pattern COMPONENT = Pattern.compile("[a-z0-9]++(?:(?:\\.|__?|-++)[a-z0-9]++)*+");
    private static final Pattern TAG = Pattern.compile("[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}");

    /**
     * Checks all parts.
     *
     * @throws IllegalArgumentException if one of them is not valid, or both tag and digest are missing; for text from
     *     outside use {@link #parse}
     */
    public ImageReference {
        Optional<String> problem = problem(host, repository, tag);
        if (problem.isPresent()) {
            throw new IllegalArgumentException(problem.get());
        }
        if (tag.isEmpty() && digest.isEmpty()) {
            throw new IllegalArgumentException("a reference needs a tag or a digest");
        }
    }

    /**
     * The reference that a text names. Without a host Docker Hub is meant, without a tag and a digest the tag
     * {@code latest}.
     *
     * @throws OciException.InvalidReference if the text is no reference; the message says why
     */
    public static ImageReference parse(String text) throws OciException.InvalidReference {
        int at = text.indexOf('@');
        String named = at < 0 ? text : text.substring(0, at);
        Optional<Digest> digest = at < 0 ? Optional.empty() : Optional.of(parseDigest(text, text.substring(at + 1)));
        int colon = named.indexOf(':', named.lastIndexOf('/') + 1);
        Optional<String> tag = Optional.empty();
        if (colon >= 0 && !named.endsWith("]")) {
            tag = Optional.of(named.substring(colon + 1));
            named = named.substring(0, colon);
        }
        int slash = named.indexOf('/');
        boolean hasHost = slash > 0 && isHost(named.substring(0, slash));
        String host = hasHost ? canonicalHost(named.substring(0, slash)) : DockerHub.REFERENCE_HOST;
        String repository = DockerHub.canonicalRepository(host, hasHost ? named.substring(slash + 1) : named);
        if (tag.isEmpty() && digest.isEmpty()) {
            tag = Optional.of(DEFAULT_TAG);
        }
        Optional<String> problem = problem(host, repository, tag);
        if (problem.isPresent()) {
            throw invalid(text, problem.get());
        }
        return new ImageReference(host, repository, tag, digest);
    }

    /** The same repository and tag, pinned to this content. */
    public ImageReference withDigest(Digest pinned) {
        return new ImageReference(host, repository, tag, Optional.of(pinned));
    }

    /**
     * The same repository with this tag and no digest.
     *
     * @throws IllegalArgumentException if it is no valid tag
     */
    public ImageReference withTag(String newTag) {
        return new ImageReference(host, repository, Optional.of(newTag), Optional.empty());
    }

    /** The last part of the repository's name: {@code app} of {@code ghcr.io/team/app:1}. */
    public String lastName() {
        return repository.substring(repository.lastIndexOf('/') + 1);
    }

    /** Host and repository, without tag and digest. */
    public String name() {
        return host + "/" + repository;
    }

    /** The form that people write: Docker Hub's host and its {@code library/} are left out where that is clear. */
    public String familiar() {
        if (!host.equals(DockerHub.REFERENCE_HOST)) {
            return toString();
        }
        String shortName = DockerHub.shortRepository(repository);
        int slash = shortName.indexOf('/');
        boolean ambiguous = slash > 0 && isHost(shortName.substring(0, slash));
        return ambiguous ? toString() : shortName + suffix();
    }

    /** The canonical form {@code host/repository[:tag][@digest]}, which {@link #parse} reads back. */
    @Override
    public String toString() {
        return name() + suffix();
    }

    private String suffix() {
        return tag.map(t -> ":" + t).orElse("") + digest.map(d -> "@" + d).orElse("");
    }

    private static boolean isHost(String first) {
        return first.indexOf('.') >= 0
                || first.indexOf(':') >= 0
                || first.equals("localhost")
                || !first.equals(first.toLowerCase(Locale.ROOT));
    }

    /** In lower case, unless only its capitals tell that it is a host. */
    private static String canonicalHost(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        return DockerHub.referenceHost(isHost(lower) ? lower : host);
    }

    private static Digest parseDigest(String text, String digest) throws OciException.InvalidReference {
        try {
            return Digest.parse(digest);
        } catch (OciException.InvalidReference e) {
            throw invalid(text, e.getMessage());
        }
    }

    private static OciException.InvalidReference invalid(String text, String problem) {
        return new OciException.InvalidReference(
                "image reference " + Text.quote(text) + " is invalid: " + problem + EXPECTED);
    }

    private static Optional<String> problem(String host, String repository, Optional<String> tag) {
        if (host.length() + 1 + repository.length() > MAX_NAME) {
            return Optional.of("host and name have more than " + MAX_NAME + " characters");
        }
        var matcher = HOST.matcher(host);
        if (!matcher.matches() || (matcher.group(1) != null && Integer.parseInt(matcher.group(1)) > 65_535)) {
            return Optional.of(Text.quote(host) + " is no host or host:port");
        }
        if (!isHost(host)
                || !canonicalHost(host).equals(host)
                || !DockerHub.canonicalRepository(host, repository).equals(repository)) {
            return Optional.of("it is not in its canonical form");
        }
        for (String component : repository.split("/", -1)) {
            if (!COMPONENT.matcher(component).matches()) {
                return Optional.of(
                        component.isEmpty()
                                ? "a part of the name is empty"
                                : Text.quote(component)
                                        + " in the name must be lower-case letters and digits, joined by"
                                        + " one of . _ __ or by -");
            }
        }
        if (tag.isPresent() && !TAG.matcher(tag.get()).matches()) {
            return Optional.of("the tag " + Text.quote(tag.get())
                    + " must have 1 to 128 letters, digits, _ . and -, and not begin with . or -");
        }
        return Optional.empty();
    }
}
