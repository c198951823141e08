package dev.sedge.oci.publish;

import dev.sedge.oci.Digest;
import dev.sedge.oci.ImageReference;
import dev.sedge.oci.OciException;
import dev.sedge.oci.registry.CredentialProvider;
import dev.sedge.oci.registry.HostConfig;
import dev.sedge.oci.registry.RegistryClient;
import dev.sedge.oci.registry.RetryPolicy;
import java.util.HashMap;
import java.util.Map;

/**
 * Makes Wasm images and pushes them to registries, through jib-core. The same input gives the same digest, whenever and
 * wherever it is pushed with the same Java runtime.
 *
 * <p>May be used by many threads. Certificates of a private authority are those of the JVM ({@code
 * javax.net.ssl.trustStore}), because jib knows no others.
 */
public final class ImagePublisher {
    private final CredentialProvider credentials;
    private final Map<String, HostConfig> hosts;

    private ImagePublisher(Builder options) {
        this.credentials = options.credentials;
        this.hosts = Map.copyOf(options.hosts);
    }

    /** Options for a new publisher. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Pushes an ordinary container image that holds the module in its root directory.
     *
     * @param target host, repository and tag; without a digest
     * @throws OciException if the reference has no tag, or the registry cannot be reached or does not accept the image
     */
    public PublishedImage pushCompat(ImageReference target, CompatImage image) throws OciException {
        return push(target, ImageParts.compat(image));
    }

    /**
     * Pushes the CNCF's Wasm OCI artifact: the module itself is the one layer.
     *
     * @param target host, repository and tag; without a digest
     * @throws OciException if the reference has no tag, or the registry cannot be reached or does not accept the image
     * @see <a href="https://tag-runtime.cncf.io/wgs/wasm/deliverables/wasm-oci-artifact/">CNCF Wasm OCI artifact</a>
     */
    public PublishedImage pushArtifact(ImageReference target, WasmFile module) throws OciException {
        return push(target, ImageParts.artifact(module));
    }

    private PublishedImage push(ImageReference target, ImageParts image) throws OciException {
        if (target.tag().isEmpty() || target.digest().isPresent()) {
            throw new OciException.InvalidReference("push " + target
                    + " failed: the target needs a tag and no digest, such as " + target.name() + ":1");
        }
        HostConfig host = hosts.getOrDefault(target.host(), HostConfig.of(target.host()));
        // jib tries for minutes where one clear answer is enough.
        RegistryClient.builder().host(host).retries(RetryPolicy.NONE).build().ping(target.host());
        Push push = new Push(target, host, credentials.credentials(target.host(), target.repository()));
        Digest digest = push.run(image);
        long size = (long) image.layer().length + image.config().length + image.manifest().length;
        return new PublishedImage(target.withDigest(digest), digest, size);
    }

    /** Options of a publisher; for one thread. */
    public static final class Builder {
        private CredentialProvider credentials = CredentialProvider.anonymous();
        private final Map<String, HostConfig> hosts = new HashMap<>();

        private Builder() {}

        /** Where credentials come from. Default: there are none. */
        public Builder credentials(CredentialProvider provider) {
            this.credentials = provider;
            return this;
        }

        /** How to talk to one host; of it only {@link HostConfig#plainHttp} counts. Default: https. */
        public Builder host(HostConfig config) {
            hosts.put(config.host(), config);
            return this;
        }

        /** The publisher. It opens nothing before its first push. */
        public ImagePublisher build() {
            return new ImagePublisher(this);
        }
    }
}
