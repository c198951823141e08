package dev.sedge.oci.layer;

import dev.sedge.oci.OciException;
import dev.sedge.oci.internal.LocalFiles;
import dev.sedge.oci.internal.Text;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * A private directory that stands for the root of an image. Every path of an archive is resolved in it component by
 * component, as a kernel would after {@code chroot}: an absolute link starts again at this root, and {@code ..} at the
 * root stays there. Confined to one thread; nobody else may write into the directory.
 */
final class RootTree {
    private static final int MAX_LINKS = 255;
    private static final int MAX_NAME_BYTES = 255;
    private static final int MAX_STEPS = 1024;

    private final Path root;
    private final UnpackLimits limits;

    RootTree(Path root, UnpackLimits limits) {
        this.root = root;
        this.limits = limits;
    }

    Path root() {
        return root;
    }

    /** The components of a name, cleaned as text only: {@code dne/../etc} is {@code etc}, {@code /../x} is {@code x}. */
    List<String> clean(String name) throws OciException {
        int length = name.getBytes(StandardCharsets.UTF_8).length;
        if (length > limits.pathBytes()) {
            throw new OciException.TooLarge(
                    "tar archive has a path of " + length + " bytes; at most " + limits.pathBytes() + " are allowed");
        }
        List<String> components = new ArrayList<>();
        for (String component : name.split("/", -1)) {
            if (component.equals("..")) {
                if (!components.isEmpty()) {
                    components.remove(components.size() - 1);
                }
            } else if (!component.isEmpty() && !component.equals(".")) {
                components.add(component);
            }
        }
        return components;
    }

    /** Where a cleaned, non-empty name is: its parent resolved through all links, its last component as it is. */
    Path locate(List<String> components) throws IOException {
        Path parent = resolve(components.subList(0, components.size() - 1));
        Path path = child(parent, components.get(components.size() - 1));
        int depth = path.getNameCount() - root.getNameCount();
        if (depth > limits.depth()) {
            throw new OciException.TooLarge("tar archive has " + quote(path) + ", which is " + depth
                    + " directories deep; at most " + limits.depth() + " are allowed");
        }
        return path;
    }

    /** Resolves every component, the last one included; what does not exist is taken as a plain name. */
    Path resolve(List<String> components) throws IOException {
        Deque<String> pending = new ArrayDeque<>(components);
        Path here = root;
        int links = 0;
        for (int steps = 0; !pending.isEmpty(); steps++) {
            if (steps > MAX_STEPS) {
                throw new OciException.Corrupt(
                        "tar archive has a path that leads through more than " + MAX_STEPS + " directories");
            }
            String name = pending.pop();
            if (name.isEmpty() || name.equals(".")) {
                continue;
            }
            if (name.equals("..")) {
                here = parent(here);
                continue;
            }
            Path next = child(here, name);
            Optional<BasicFileAttributes> attributes = LocalFiles.stat(next);
            if (attributes.isPresent() && attributes.get().isSymbolicLink()) {
                if (++links > MAX_LINKS) {
                    throw new OciException.Corrupt(
                            "tar archive has a path through more than " + MAX_LINKS + " symbolic links");
                }
                String target = Files.readSymbolicLink(next).toString();
                here = target.startsWith("/") ? root : here;
                List<String> parts = new ArrayList<>(Arrays.asList(target.split("/", -1)));
                Collections.reverse(parts);
                parts.forEach(pending::push);
            } else {
                here = next;
            }
        }
        return here;
    }

    /** Makes the directories that a located path needs above it. */
    void makeParents(Path path) throws IOException {
        Path parent = parent(path);
        if (parent.equals(root)) {
            return;
        }
        Optional<BasicFileAttributes> attributes = LocalFiles.stat(parent);
        if (attributes.isPresent()) {
            if (!attributes.get().isDirectory()) {
                throw new OciException.Corrupt(
                        "tar archive uses " + quote(parent) + " as a directory, but it is a file");
            }
            return;
        }
        makeParents(parent);
        Files.createDirectory(parent);
        Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** Removes what is at a located path, links not followed. */
    void remove(Path path) throws IOException {
        LocalFiles.deleteTree(path);
    }

    /** The parent of a path inside; of the root, the root. */
    Path parent(Path path) {
        Path parent = path.getParent();
        return path.equals(root) || parent == null ? root : parent;
    }

    /** The path as the image sees it, for messages. */
    String quote(Path path) {
        return Text.quote("/" + root.relativize(path));
    }

    private Path child(Path directory, String name) throws OciException {
        if (name.getBytes(StandardCharsets.UTF_8).length > MAX_NAME_BYTES) {
            throw new OciException.TooLarge(
                    "tar archive has a file name of more than " + MAX_NAME_BYTES + " bytes: " + Text.quote(name));
        }
        try {
            return directory.resolve(name);
        } catch (InvalidPathException e) {
            throw unencodable(name);
        }
    }

    static OciException unencodable(String name) {
        if (name.indexOf('\0') >= 0) {
            return new OciException.Corrupt("tar archive has a name with a NUL character");
        }
        return new OciException.Unsupported("tar archive has the name " + Text.quote(name)
                + ", which this locale cannot express; run with LC_ALL=C.UTF-8");
    }
}
