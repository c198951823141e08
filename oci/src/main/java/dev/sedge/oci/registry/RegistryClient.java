package dev.sedge.oci.registry;

import dev.sedge.oci.ContentSource;
import dev.sedge.oci.Descriptor;
import dev.sedge.oci.FetchedManifest;
import dev.sedge.oci.ImageReference;
import dev.sedge.oci.OciException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Reads images from registries over http. Manifests are verified against their digest; blobs are delivered resumed and
 * limited to their size, for the caller to hash.
 *
 * <p>One client is meant to live as long as the program: it keeps connections and access tokens. It may be used by many
 * threads. Redirects never take credentials to another origin and never lead from https to http.
 */
public final class RegistryClient implements ContentSource {
    private static final System.Logger LOG = System.getLogger(RegistryClient.class.getName());

    private final RegistryCaller caller;
    private final Hosts hosts;
    private final int passedOver;

    private RegistryClient(RegistryCaller caller, Hosts hosts, int passedOver) {
        this.caller = caller;
        this.hosts = hosts;
        this.passedOver = passedOver;
    }

    /** What is said about single hosts, and about all others. */
    private record Hosts(Map<String, HostConfig> named, Function<String, HostConfig> others) {
        HostConfig of(String host) {
            HostConfig own = named.get(host);
            return own != null ? own : others.apply(host);
        }
    }

    /** A client with the defaults of its {@link Builder}. */
    public static RegistryClient create() {
        return builder().build();
    }

    /** Options for a new client. */
    public static Builder builder() {
        return new Builder();
    }

    /** The same client with other credentials; it shares connections and access tokens with this one. */
    public RegistryClient withCredentials(CredentialProvider provider) {
        return new RegistryClient(caller.withCredentials(provider), hosts, passedOver);
    }

    /** The same client with another policy of retries; it shares connections and access tokens with this one. */
    public RegistryClient withRetries(RetryPolicy policy) {
        return new RegistryClient(caller.withRetries(policy), hosts, passedOver);
    }

    @Override
    public FetchedManifest fetchManifest(ImageReference reference) throws OciException {
        FetchManifest endpoint = new FetchManifest(caller, reference);
        List<OciException> failures = new ArrayList<>();
        for (Host host : hostsFor(reference.host())) {
            try {
                return endpoint.from(host);
            } catch (OciException.Cancelled e) {
                throw e;
            } catch (OciException e) {
                failures.add(e);
                LOG.log(System.Logger.Level.DEBUG, host.root() + " failed", e);
            }
        }
        throw Failures.ofAll(failures);
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
        caller.ping(Host.origin(hosts.of(host)));
    }

    /** For a registry with mirrors, a client that passes over the first one. */
    @Override
    public Optional<ContentSource> fallback(ImageReference repository) {
        return hostsFor(repository.host()).size() > 1
                ? Optional.of(new RegistryClient(caller, hosts, passedOver + 1))
                : Optional.empty();
    }

    /** The mirrors in order, and the host itself at the end. */
    private List<Host> hostsFor(String origin) {
        HostConfig config = hosts.of(origin);
        List<Host> list = new ArrayList<>();
        for (URI address : config.mirrors()) {
            list.add(Host.mirror(address, mirrorConfig(address, config), origin));
        }
        list.add(Host.origin(config));
        return list.subList(Math.min(passedOver, list.size() - 1), list.size());
    }

    /** What is said about the mirror's own host, or else about the registry that it mirrors. */
    private HostConfig mirrorConfig(URI address, HostConfig origin) {
        String name = address.getRawAuthority();
        Optional<Path> own = Optional.ofNullable(hosts.named().get(name)).flatMap(HostConfig::caFile);
        boolean plain = address.getScheme().equalsIgnoreCase("http");
        return new HostConfig(name, plain, own.or(origin::caFile), List.of());
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
        private final Map<String, HostConfig> hosts = new HashMap<>();
        private Function<String, HostConfig> otherHosts = HostConfig::of;

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

        /** How to talk to every host about which nothing was said by its name. Default: {@link HostConfig#of}. */
        public Builder otherHosts(Function<String, HostConfig> rule) {
            this.otherHosts = rule;
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
            return new RegistryClient(new RegistryCaller(this), new Hosts(Map.copyOf(hosts), otherHosts), 0);
        }
    }
}
