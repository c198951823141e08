package dev.sedge.oci.registry;

import dev.sedge.oci.OciException;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** One http client for each set of trusted certificates, because each one costs threads and descriptors. */
final class Clients {
    private final Duration connect;
    private final Map<Optional<Path>, HttpClient> clients = new HashMap<>();

    Clients(Duration connect) {
        this.connect = connect;
    }

    synchronized HttpClient forHost(HostConfig host) throws OciException {
        HttpClient client = clients.get(host.caFile());
        if (client == null) {
            client = newClient(host.caFile());
            clients.put(host.caFile(), client);
        }
        return client;
    }

    private HttpClient newClient(Optional<Path> caFile) throws OciException {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(connect);
        if (caFile.isPresent()) {
            builder.sslContext(trusting(caFile.get()));
        }
        return builder.build();
    }

    private static SSLContext trusting(Path pem) throws OciException {
        try (InputStream in = Files.newInputStream(pem)) {
            Collection<? extends Certificate> certificates =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (certificates.isEmpty()) {
                throw new OciException.LocalFailure("the CA file " + pem + " holds no certificate");
            }
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int number = 0;
            for (Certificate certificate : certificates) {
                store.setCertificateEntry("ca" + number++, certificate);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (OciException e) {
            throw e;
        } catch (IOException | GeneralSecurityException e) {
            throw new OciException.LocalFailure("the CA file " + pem + " cannot be used: " + e, e);
        }
    }
}
