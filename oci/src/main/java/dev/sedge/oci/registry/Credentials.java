package dev.sedge.oci.registry;

/** What proves to a registry who asks. No {@code toString} of it shows a secret. */
public sealed interface Credentials {
    /** No credentials: what is public can be read. */
    static Credentials anonymous() {
        return new Anonymous();
    }

    /** A user name and its password. */
    static Credentials basic(String user, String password) {
        return new Basic(user, password);
    }

    /** A refresh token, which a token server exchanges for access tokens. */
    static Credentials identityToken(String token) {
        return new IdentityToken("<token>", token);
    }

    /** A finished access token, sent to the registry as it is. */
    static Credentials registryToken(String token) {
        return new RegistryToken(token);
    }

    /** No credentials. */
    record Anonymous() implements Credentials {}

    /**
     * A user name and its password.
     *
     * @param user the name
     * @param password the secret
     */
    record Basic(String user, String password) implements Credentials {
        /** The user only. */
        @Override
        public String toString() {
            return "Basic[user=" + user + "]";
        }
    }

    /**
     * A refresh token.
     *
     * @param user the name that goes with it where a token server wants one
     * @param token the secret
     */
    record IdentityToken(String user, String token) implements Credentials {
        /** The kind only. */
        @Override
        public String toString() {
            return "IdentityToken[]";
        }
    }

    /**
     * An access token.
     *
     * @param token the secret
     */
    record RegistryToken(String token) implements Credentials {
        /** The kind only. */
        @Override
        public String toString() {
            return "RegistryToken[]";
        }
    }
}
