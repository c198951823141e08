package dev.sedge.oci.registry;

import dev.sedge.oci.ContentSource;
import dev.sedge.oci.Descriptor;
import dev.sedge.oci.FetchedManifest;
import dev.sedge.oci.ImageReference;
import dev.sedge.oci.OciException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Reads images from registries over http. Manifests are verified against their digest; blobs are delivered resumed and
 * limited to their size, for the caller to hash.
 *
 * <p>One client is meant to live as long as the program: it keeps connections and access tokens. It may be used by many
 * threads. Redirects never take credentials to another origin and never lead from https to http.
 */
public final class RegistryClient implements ContentSource {
    private final RegistryCaller caller;
    private final Map<String, HostConfig> hosts;

    private RegistryClient(Builder options) {
        this.caller = new RegistryCaller(options);
        this.hosts = Map.copyOf(options.hosts);
    }

    /** A client with the defaults of its {@link Builder}. */
    public static RegistryClient create() {
        return builder().build();
    }

    /** Options for a new client. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public FetchedManifest fetchManifest(ImageReference reference) throws OciException {
        FetchManifest endpoint = new FetchManifest(caller, reference);
        List<Host> candidates = hostsFor(reference.host());
        for (Host mirror : candidates.subList(0, candidates.size() - 1)) {
            try {
                return endpoint.from(mirror);
            } catch (OciException.Cancelled e) {
                throw e;
            } catch (OciException e) {
                System.getLogger(RegistryClient.class.getName())
                        .log(System.Logger.Level.DEBUG, "mirror " + mirror.name() + " failed", e);
            }
        }
        return endpoint.from(candidates.get(candidates.size() - 1));
    }

    @Override
    public InputStream openBlob(ImageReference repository, Descriptor blob, long offset) throws OciException {
        if (offset < 0 || offset > blob.size()) {
            throw new IllegalArgumentException("offset " + offset + " is outside of " + blob);
        }
        FetchBlob endpoint = new FetchBlob(caller, repository, blob);
        return BlobStream.open(endpoint, hostsFor(repository.host()), offset);
    }

    /**
     * Asks whether a host answers as a registry does, with or without a login; its mirrors are not asked.
     *
     * @param host as in references, with its port
     * @throws OciException.Unavailable if nobody answers there, or not as a registry
     * @throws OciException for every other failure, by its kind
     */
    public void ping(String host) throws OciException {
        caller.ping(new Host(host, config(host), host));
    }

    /** The mirrors in order, and the host itself at the end. */
    private List<Host> hostsFor(String origin) {
        HostConfig config = config(origin);
        List<Host> list = new ArrayList<>();
        for (String mirror : config.mirrors()) {
            list.add(new Host(mirror, config(mirror), origin));
        }
        list.add(new Host(origin, config, origin));
        return list;
    }

    private HostConfig config(String host) {
        return hosts.getOrDefault(host, HostConfig.of(host));
    }

    /** Options of a client; for one thread. */
    public static final class Builder {
        CredentialProvider credentials = CredentialProvider.anonymous();
        Deadlines deadlines = Deadlines.DEFAULT;
        RetryPolicy retries = RetryPolicy.DEFAULT;
        Sleeper sleeper = duration -> Thread.sleep(duration.toMillis());
        InstantSource clock = InstantSource.system();
        LongSupplier nanoTime = System::nanoTime;
        String userAgent = "sedge";
        final Map<String, HostConfig> hosts = new HashMap<>();

        private Builder() {}

        /** Where credentials come from. Default: there are none. */
        public Builder credentials(CredentialProvider provider) {
            this.credentials = provider;
            return this;
        }

        /** How to talk to one host; replaces what was said about it before. Default: https, no mirrors. */
        public Builder host(HostConfig config) {
            hosts.put(config.host(), config);
            return this;
        }

        /** How long to wait. Default: {@link Deadlines#DEFAULT}. */
        public Builder deadlines(Deadlines limits) {
            this.deadlines = limits;
            return this;
        }

        /** When to try again. Default: {@link RetryPolicy#DEFAULT}. */
        public Builder retries(RetryPolicy policy) {
            this.retries = policy;
            return this;
        }

        /** How to wait between attempts. Default: {@link Thread#sleep(long)}. */
        public Builder sleeper(Sleeper wait) {
            this.sleeper = wait;
            return this;
        }

        /** The clock that dates in answers are compared with. Default: the system's. */
        public Builder clock(InstantSource source) {
            this.clock = source;
            return this;
        }

        /** The monotonic clock of deadlines and token lifetimes, in nanoseconds. Default: {@link System#nanoTime}. */
        public Builder nanoTime(LongSupplier source) {
            this.nanoTime = source;
            return this;
        }

        /** How the client names itself to registries. Default: {@code sedge}. */
        public Builder userAgent(String name) {
            this.userAgent = name;
            return this;
        }

        /** The client. It opens nothing before its first call. */
        public RegistryClient build() {
            return new RegistryClient(this);
        }
    }
}
