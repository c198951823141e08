package dev.sedge.oci.layer;

import dev.sedge.oci.Descriptor;
import dev.sedge.oci.Digest;
import dev.sedge.oci.OciException;
import dev.sedge.oci.internal.LocalFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Unpacks the layers of one image, the lowest first, into a private directory. No archive leads it to read, write or
 * change anything outside: names and links are resolved inside, nothing that exists is opened for writing, devices are
 * left out, and owners, extended attributes, setuid and setgid are not applied. The owner can always read and write
 * what is unpacked. Confined to one thread.
 */
public final class RootfsUnpacker {
    private final RootTree tree;
    private final UnpackLimits limits;
    private final Map<Path, Long> directoryTimes = new LinkedHashMap<>();
    private int entries;
    private int skippedSpecials;
    private long bytes;

    /**
     * @param root an existing, empty directory in which nobody else writes
     * @param limits how much the layers may unpack to
     */
    public RootfsUnpacker(Path root, UnpackLimits limits) {
        this.tree = new RootTree(root, limits);
        this.limits = limits;
    }

    /**
     * Applies one layer and closes its stream. After an error the directory is of no use.
     *
     * @param blob the layer as it was pulled, compressed or not
     * @param layer its media type, digest and size
     * @param diffId the digest of the uncompressed layer, if the config names one
     * @throws OciException.Corrupt if the archive is damaged, or not what digest or diff id say
     * @throws OciException.Unsupported for another compression than gzip, sparse files, or names that cannot be expressed
     * @throws OciException.TooLarge beyond a limit
     * @throws OciException.DiskFull if there is no room
     */
    public void apply(InputStream blob, Descriptor layer, Optional<Digest> diffId) throws OciException {
        MessageDigest diffHash = diffId.map(Digest::newMessageDigest)
                .orElseGet(() -> layer.digest().newMessageDigest());
        try (InputStream opened = blob;
                LayerStream stream = new LayerStream(opened, layer, diffHash, limits, limits.totalBytes() - bytes)) {
            apply(stream);
            stream.requireBlobDigest();
        } catch (IOException e) {
            throw LocalFiles.failure("unpack layer " + layer.digest(), e);
        }
        if (diffId.isPresent() && !diffId.get().matches(diffHash)) {
            throw new OciException.Corrupt("layer " + layer.digest() + " does not unpack to the diff id " + diffId.get()
                    + " of the image config; the image was built wrongly");
        }
    }

    private void apply(LayerStream stream) throws IOException {
        LayerApplier applier = new LayerApplier(tree, new TarReader(stream), directoryTimes);
        try {
            entries += applier.apply(limits.entries() - entries);
        } catch (OciException.Corrupt | OciException.Unsupported e) {
            // A damaged blob explains a damaged archive better than the archive does.
            stream.requireBlobDigest();
            throw e;
        }
        skippedSpecials += applier.skippedSpecials();
        bytes += stream.count();
    }

    /**
     * Sets what can be set only at the end, and looks through the tree.
     *
     * @throws OciException.LocalFailure if a file cannot be read
     */
    public UnpackedRootfs finish() throws OciException {
        try {
            LayerApplier.applyTimes(directoryTimes);
            return RootfsScan.of(tree.root(), skippedSpecials);
        } catch (IOException e) {
            throw LocalFiles.failure("look through the unpacked image", e);
        }
    }

    /**
     * What is in a tree that was unpacked before.
     *
     * @param root the tree
     * @param skippedSpecials what was left out of it then
     * @throws OciException.LocalFailure if a file cannot be read
     */
    public static UnpackedRootfs scan(Path root, int skippedSpecials) throws OciException {
        try {
            return RootfsScan.of(root, skippedSpecials);
        } catch (IOException e) {
            throw LocalFiles.failure("look through the unpacked image", e);
        }
    }
}
