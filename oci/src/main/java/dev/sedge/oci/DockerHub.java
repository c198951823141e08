package dev.sedge.oci;

/** The three names of Docker Hub, which differ by where they are used, and its rule for short repository names. */
public final class DockerHub {
    /** The host in a canonical image reference. */
    public static final String REFERENCE_HOST = "docker.io";

    /** The host that answers the registry API. */
    public static final String API_HOST = "registry-1.docker.io";

    /** The key of its credentials in a Docker {@code config.json}. */
    public static final String CREDENTIALS_KEY = "https://index.docker.io/v1/";

    private static final String LEGACY_HOST = "index.docker.io";
    private static final String OFFICIAL = "library/";

    private DockerHub() {}

    /** The host that answers the registry API for references with this host. */
    public static String apiHost(String referenceHost) {
        return referenceHost.equals(REFERENCE_HOST) ? API_HOST : referenceHost;
    }

    /** The host in a canonical reference for any of the names of Docker Hub; every other host as it is. */
    public static String referenceHost(String host) {
        return host.equals(LEGACY_HOST) || host.equals(API_HOST) ? REFERENCE_HOST : host;
    }

    static String canonicalRepository(String host, String repository) {
        return host.equals(REFERENCE_HOST) && repository.indexOf('/') < 0 ? OFFICIAL + repository : repository;
    }

    static String shortRepository(String repository) {
        boolean official = repository.startsWith(OFFICIAL) && repository.indexOf('/', OFFICIAL.length()) < 0;
        return official ? repository.substring(OFFICIAL.length()) : repository;
    }
}
