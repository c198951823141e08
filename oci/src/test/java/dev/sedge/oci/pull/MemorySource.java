package dev.sedge.oci.pull;

import dev.sedge.oci.ContentSource;
import dev.sedge.oci.Descriptor;
import dev.sedge.oci.Digest;
import dev.sedge.oci.FetchedManifest;
import dev.sedge.oci.ImageReference;
import dev.sedge.oci.Manifest;
import dev.sedge.oci.OciException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A source in memory that counts what is asked of it and can misbehave. */
final class MemorySource implements ContentSource {
    /** What was opened, in the form {@code digest@offset}. */
    final List<String> opened = Collections.synchronizedList(new ArrayList<>());

    private final Map<String, Manifest> documents = new ConcurrentHashMap<>();
    private final Map<Digest, byte[]> blobs = new ConcurrentHashMap<>();
    private volatile Fault fault = (blob, offset, content) -> content;

    /** Changes the bytes that a blob is answered with. */
    interface Fault {
        InputStream apply(Descriptor blob, long offset, InputStream content) throws OciException;
    }

    void setFault(Fault newFault) {
        fault = newFault;
    }

    byte[] blob(byte[] content) {
        blobs.put(Digest.sha256Of(content), content);
        return content;
    }

    Manifest document(String tag, String mediaType, byte[] raw) throws OciException {
        Manifest manifest = Manifest.parse(raw, Optional.of(mediaType));
        documents.put(tag, manifest);
        documents.put(manifest.digest().toString(), manifest);
        return manifest;
    }

    int downloads(Digest digest) {
        return (int) opened.stream()
                .filter(entry -> entry.startsWith(digest.toString()))
                .count();
    }

    @Override
    public FetchedManifest fetchManifest(ImageReference reference) throws OciException {
        String key = reference
                .digest()
                .map(Digest::toString)
                .orElseGet(() -> reference.tag().orElse(""));
        Optional<Manifest> manifest = Optional.ofNullable(documents.get(key));
        return new FetchedManifest(
                manifest.map(Manifest::digest).orElseThrow(() -> new OciException.NotFound("no " + reference)),
                manifest.get());
    }

    @Override
    public InputStream openBlob(ImageReference repository, Descriptor blob, long offset) throws OciException {
        byte[] content = Optional.ofNullable(blobs.get(blob.digest()))
                .orElseThrow(() -> new OciException.NotFound("no blob " + blob.digest()));
        opened.add(blob.digest() + "@" + offset);
        InputStream stream = new ByteArrayInputStream(content, (int) offset, content.length - (int) offset);
        return fault.apply(blob, offset, stream);
    }

    /** Delivers so many bytes, and then the connection is gone. */
    static InputStream cutAfter(InputStream content, int bytes) {
        return new InputStream() {
            private int left = bytes;

            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] buffer, int from, int length) throws IOException {
                if (left == 0) {
                    throw new OciException.Unavailable("the connection was reset");
                }
                int n = content.read(buffer, from, Math.min(length, left));
                left -= Math.max(0, n);
                return n;
            }
        };
    }
}
