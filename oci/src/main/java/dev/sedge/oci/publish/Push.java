package dev.sedge.oci.publish;

import com.google.cloud.tools.jib.api.Credential;
import com.google.cloud.tools.jib.api.DescriptorDigest;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.blob.Blobs;
import com.google.cloud.tools.jib.event.EventHandlers;
import com.google.cloud.tools.jib.http.FailoverHttpClient;
import com.google.cloud.tools.jib.registry.RegistryClient;
import dev.sedge.oci.Digest;
import dev.sedge.oci.DockerHub;
import dev.sedge.oci.ImageReference;
import dev.sedge.oci.OciException;
import dev.sedge.oci.registry.Credentials;
import dev.sedge.oci.registry.HostConfig;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.DigestException;
import java.util.Optional;

/** One push through jib, with a client of its own: jib's clients lose a descriptor with every request. */
final class Push {
    private final ImageReference target;
    private final HostConfig host;
    private final Credentials credentials;

    Push(ImageReference target, HostConfig host, Credentials credentials) {
        this.target = target;
        this.host = host;
        this.credentials = credentials;
    }

    Digest run(ImageParts image) throws OciException {
        FailoverHttpClient http = new PushClient(host);
        try {
            RegistryClient client = client(http);
            pushBlob(client, image.layer());
            pushBlob(client, image.config());
            DescriptorDigest pushed = client.pushManifest(
                    new RawManifest(image.mediaType(), image.manifest()),
                    target.tag().orElseThrow());
            Digest digest = Digest.sha256Of(image.manifest());
            if (!pushed.toString().equals(digest.toString())) {
                throw new OciException.Corrupt(
                        "push " + target + " failed: the manifest became " + pushed + " on its way, but is " + digest);
            }
            return digest;
        } catch (OciException e) {
            throw e;
        } catch (IOException | RegistryException e) {
            throw PushFailures.of(target, e);
        } finally {
            shutDown(http);
        }
    }

    private RegistryClient client(FailoverHttpClient http) throws OciException, IOException, RegistryException {
        Optional<Credential> credential = credential();
        RegistryClient.Factory factory = RegistryClient.factory(
                        EventHandlers.NONE, DockerHub.apiHost(target.host()), target.repository(), http)
                .setUserAgent("sedge");
        credential.ifPresent(factory::setCredential);
        RegistryClient client = factory.newRegistryClient();
        if (!client.doPushBearerAuth() && credential.isPresent()) {
            client.configureBasicAuth();
        }
        return client;
    }

    private Optional<Credential> credential() throws OciException {
        if (credentials instanceof Credentials.Basic basic) {
            return Optional.of(Credential.from(basic.user(), basic.password()));
        }
        if (credentials instanceof Credentials.IdentityToken identity) {
            return Optional.of(Credential.from(Credential.OAUTH2_TOKEN_USER_NAME, identity.token()));
        }
        if (credentials instanceof Credentials.RegistryToken) {
            throw new OciException.Unsupported("push " + target
                    + " failed: a registry token can be used to pull only; log in with a user and a password");
        }
        return Optional.empty();
    }

    private static void pushBlob(RegistryClient client, byte[] content) throws IOException, RegistryException {
        DescriptorDigest digest;
        try {
            digest = DescriptorDigest.fromHash(Digest.sha256Of(content).hex());
        } catch (DigestException e) {
            throw new IllegalStateException("a SHA-256 digest is always valid", e);
        }
        if (client.checkBlob(digest).isEmpty()) {
            client.pushBlob(
                    digest,
                    Blobs.from(out -> new ByteArrayInputStream(content).transferTo(out), true),
                    null,
                    written -> {});
        }
    }

    private static void shutDown(FailoverHttpClient http) {
        try {
            http.shutDown();
        } catch (IOException e) {
            System.getLogger(Push.class.getName()).log(System.Logger.Level.DEBUG, "shut down of an http client", e);
        }
    }
}
