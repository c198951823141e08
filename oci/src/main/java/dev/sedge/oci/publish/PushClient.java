package dev.sedge.oci.publish;

import com.google.cloud.tools.jib.http.FailoverHttpClient;
import com.google.cloud.tools.jib.http.Request;
import com.google.cloud.tools.jib.http.Response;
import dev.sedge.oci.DockerHub;
import dev.sedge.oci.registry.HostConfig;
import java.io.IOException;
import java.net.URL;

/**
 * jib's http client with our rule about TLS: plain http for a host that is so configured, and there at once; TLS with
 * checked certificates for all else. jib's own rule would try a host without TLS three ways, among them TLS without any
 * check, and would show the credentials to whoever answers.
 */
final class PushClient extends FailoverHttpClient {
    private final String plainAuthority;
    private final FailoverHttpClient strict = new FailoverHttpClient(false, false, event -> {});

    PushClient(HostConfig host) {
        super(host.plainHttp(), host.plainHttp(), event -> {});
        this.plainAuthority = host.plainHttp() ? DockerHub.apiHost(host.host()) : "";
    }

    @Override
    public Response call(String method, URL url, Request request) throws IOException {
        if (!url.getAuthority().equalsIgnoreCase(plainAuthority)) {
            return strict.call(method, url, request);
        }
        return super.call(method, new URL("http", url.getHost(), url.getPort(), url.getFile()), request);
    }

    @Override
    public void shutDown() throws IOException {
        try {
            strict.shutDown();
        } finally {
            super.shutDown();
        }
    }
}
