package dev.sedge.oci;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Where images come from: a registry, or a directory in OCI layout.
 *
 * <p>Calls block, and end soon with {@link OciException.Cancelled} when their thread is interrupted; the same holds for
 * reads of the stream. An implementation may be used by many threads, a stream by one at a time.
 */
public interface ContentSource {
    /**
     * The manifest or index that a reference names. If it has a digest, the bytes are exactly those of the digest.
     *
     * @throws OciException.NotFound if there is none
     * @throws OciException for every other failure, by its kind
     */
    FetchedManifest fetchManifest(ImageReference reference) throws OciException;

    /**
     * The bytes of a blob from an offset on. The stream delivers exactly {@code blob.size() - offset} bytes and then
     * ends, or throws an {@link OciException}; a connection that breaks is resumed inside. <b>The bytes are not yet
     * verified</b>: the caller hashes what it reads.
     *
     * @param repository a reference whose host and repository hold the blob; tag and digest are ignored
     * @param blob what to read
     * @param offset where to begin, from 0 to the size
     * @throws OciException.NotFound if there is no such blob
     * @throws OciException for every other failure, by its kind
     */
    InputStream openBlob(ImageReference repository, Descriptor blob, long offset) throws OciException;

    /**
     * Where to ask next when what this source delivered is not what its digest says. Default: nowhere.
     *
     * @param repository a reference whose host and repository are meant
     */
    default Optional<ContentSource> fallback(ImageReference repository) {
        return Optional.empty();
    }

    /**
     * A small blob as a whole, verified: inline data if the descriptor has it, else what {@link #openBlob} delivers, or
     * in the end a {@link #fallback}.
     *
     * @param limit the largest acceptable size in bytes
     * @throws OciException.TooLarge if the descriptor says that the blob is larger than the limit
     * @throws OciException.Corrupt if the bytes do not have the digest
     * @throws OciException for every other failure, by its kind
     */
    default byte[] readBlob(ImageReference repository, Descriptor blob, int limit) throws OciException {
        if (blob.size() > limit) {
            throw new OciException.TooLarge(
                    "read " + blob + " of " + repository.name() + " failed: at most " + limit + " bytes are read here");
        }
        if (blob.inlineData().isPresent()) {
            return verified(repository, blob, blob.inlineData().get());
        }
        try {
            return verified(repository, blob, content(repository, blob));
        } catch (OciException.Corrupt e) {
            return fallback(repository).orElseThrow(() -> e).readBlob(repository, blob, limit);
        }
    }

    private byte[] content(ImageReference repository, Descriptor blob) throws OciException {
        try (InputStream stream = openBlob(repository, blob, 0)) {
            return stream.readNBytes((int) blob.size());
        } catch (OciException e) {
            throw e;
        } catch (IOException e) {
            throw OciException.Unavailable.unreachable(
                    "read " + blob + " of " + repository.name() + " failed: " + e.getMessage(), e);
        }
    }

    private static byte[] verified(ImageReference repository, Descriptor blob, byte[] content)
            throws OciException.Corrupt {
        if (content.length != blob.size() || !blob.digest().matches(content)) {
            throw new OciException.Corrupt("read " + blob + " of " + repository.name()
                    + " failed: the bytes have another digest; whoever sent them changed or damaged them");
        }
        return content;
    }
}
