package dev.sedge.oci.local;

import static dev.sedge.oci.local.Documents.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sedge.oci.Digest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LocalRegistryTest {
    private static final String NONE = "";
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private LocalRegistry registry;

    @BeforeEach
    void start() throws Exception {
        registry = LocalRegistry.start();
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    private HttpResponse<String> send(String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://" + registry.address() + path))
                .method(method, BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private static String location(HttpResponse<?> response) {
        return response.headers().firstValue("Location").orElseThrow();
    }

    @Test
    void base_says200() throws Exception {
        assertThat(send("GET", "/v2/", NONE).statusCode()).isEqualTo(200);
        assertThat(send("GET", "/", NONE).statusCode()).isEqualTo(404);
    }

    @Test
    void tlsGreeting_isTurnedAwayAtOnce() throws Exception {
        int port = URI.create("http://" + registry.address()).getPort();
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
            client.getOutputStream().write(new byte[] {0x16, 3, 1, 0, 5, 1, 0, 0, 1, 0});
            assertThat(new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .startsWith("HTTP/1.0 400 Bad Request");
        }
    }

    @Test
    void blob_chunkedUpload_canBeReadWholeAndInParts() throws Exception {
        Digest digest = Digest.sha256Of(bytes("hello world"));
        String upload = location(send("POST", "/v2/a/b/blobs/uploads/", NONE));
        HttpResponse<String> patched = send("PATCH", upload, "hello ");
        assertThat(patched.statusCode()).isEqualTo(202);
        assertThat(patched.headers().firstValue("Range")).contains("0-5");
        assertThat(send("PUT", location(patched) + "?digest=" + digest, "world").statusCode())
                .isEqualTo(201);

        String path = "/v2/a/b/blobs/" + digest;
        assertThat(send("GET", path, NONE).body()).isEqualTo("hello world");
        HttpResponse<String> part = send("GET", path, NONE, "Range", "bytes=6-");
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.body()).isEqualTo("world");
        assertThat(part.headers().firstValue("Content-Range")).contains("bytes 6-10/11");
        assertThat(send("GET", path, NONE, "Range", "bytes=11-").statusCode()).isEqualTo(416);
        HttpResponse<String> head = send("HEAD", path, NONE);
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.headers().firstValue("Content-Length")).contains("11");
        assertThat(send("GET", "/v2/other/blobs/" + digest, NONE).statusCode()).isEqualTo(404);
    }

    @Test
    void blob_singlePostAndMount() throws Exception {
        Digest digest = Digest.sha256Of(bytes("x"));
        assertThat(send("POST", "/v2/a/blobs/uploads/?digest=" + digest, "x").statusCode())
                .isEqualTo(201);
        assertThat(send("POST", "/v2/b/blobs/uploads/?mount=" + digest + "&from=a", NONE)
                        .statusCode())
                .isEqualTo(201);
        assertThat(send("GET", "/v2/b/blobs/" + digest, NONE).body()).isEqualTo("x");
        assertThat(send("POST", "/v2/c/blobs/uploads/?mount=" + digest + "&from=none", NONE)
                        .statusCode())
                .isEqualTo(202);
    }

    @Test
    void blob_wrongDigest_isRefused() throws Exception {
        Digest digest = Digest.sha256Of(bytes("x"));
        assertThat(send("POST", "/v2/a/blobs/uploads/?digest=" + digest, "y").statusCode())
                .isEqualTo(400);
        assertThat(send("GET", "/v2/a/blobs/sha256:../x", NONE).statusCode()).isEqualTo(404);
        assertThat(send("GET", "/v2/a/blobs/sha256:abc", NONE).body()).contains("DIGEST_INVALID");
    }

    @Test
    void manifest_putGetListDelete() throws Exception {
        Digest digest = Digest.sha256Of(bytes("{}"));
        assertThat(send("PUT", "/v2/a/b/manifests/v1", "{}", "Content-Type", "x/y")
                        .statusCode())
                .isEqualTo(201);

        HttpResponse<String> got = send("GET", "/v2/a/b/manifests/" + digest, NONE);
        assertThat(got.body()).isEqualTo("{}");
        assertThat(got.headers().firstValue("Content-Type")).contains("x/y");
        assertThat(got.headers().firstValue("Docker-Content-Digest")).contains(digest.toString());
        assertThat(send("GET", "/v2/a/b/tags/list", NONE).body()).isEqualTo("{\"name\":\"a/b\",\"tags\":[\"v1\"]}");
        assertThat(send("GET", "/v2/_catalog", NONE).body()).isEqualTo("{\"repositories\":[\"a/b\"]}");
        assertThat(send("DELETE", "/v2/a/b/manifests/" + digest, NONE).statusCode())
                .isEqualTo(202);
        assertThat(send("GET", "/v2/a/b/manifests/v1", NONE).body()).contains("MANIFEST_UNKNOWN");
        assertThat(send("GET", "/v2/none/tags/list", NONE).body()).contains("NAME_UNKNOWN");
    }

    @Test
    void manifest_pushedUnderAnotherDigest_isRefused() throws Exception {
        Digest digest = Digest.sha256Of(bytes("{}"));
        assertThat(send("PUT", "/v2/a/manifests/" + digest, "{ }").statusCode()).isEqualTo(400);
    }
}
