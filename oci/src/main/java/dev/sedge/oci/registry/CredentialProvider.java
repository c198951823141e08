package dev.sedge.oci.registry;

import dev.sedge.oci.OciException;

/** Where a client finds the credentials for a registry. Used by many threads. */
@FunctionalInterface
public interface CredentialProvider {
    /**
     * The credentials for one repository of a host.
     *
     * @param host the host as it stands in references, with its port
     * @param repository the full name of the repository
     * @return {@link Credentials#anonymous()} if there are none
     * @throws OciException if the place where they are kept cannot be read
     */
    Credentials credentials(String host, String repository) throws OciException;

    /** No credentials for anybody. */
    static CredentialProvider anonymous() {
        return (host, repository) -> Credentials.anonymous();
    }

    /** These credentials for one host, and none for any other. */
    static CredentialProvider forHost(String onlyHost, Credentials credentials) {
        return (host, repository) -> host.equals(onlyHost) ? credentials : Credentials.anonymous();
    }
}
