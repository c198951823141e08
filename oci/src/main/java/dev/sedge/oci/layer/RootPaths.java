package dev.sedge.oci.layer;

import dev.sedge.oci.OciException;
import dev.sedge.oci.internal.LocalFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Optional;

/** Looks files up in an unpacked image as a program in it would, so that no link leads out of it. */
public final class RootPaths {
    private RootPaths() {}

    /**
     * The regular file that a path in the image means, all links resolved inside the image.
     *
     * @param root the unpacked image
     * @param path a path as the image sees it; a relative one begins at the root
     * @return the file, which is no link and below the root; empty if there is no regular file
     * @throws OciException.LocalFailure if a directory cannot be read
     */
    public static Optional<Path> findFile(Path root, String path) throws OciException {
        RootTree tree = new RootTree(root, UnpackLimits.DEFAULT);
        try {
            Path file = tree.resolve(Arrays.asList(path.split("/", -1)));
            return LocalFiles.stat(file)
                    .filter(BasicFileAttributes::isRegularFile)
                    .map(attributes -> file);
        } catch (OciException.Corrupt | OciException.TooLarge | OciException.Unsupported e) {
            // Too many links, or a name that no file can have: nothing is there.
            return Optional.empty();
        } catch (IOException e) {
            throw LocalFiles.failure("look for a file of the image", e);
        }
    }
}
