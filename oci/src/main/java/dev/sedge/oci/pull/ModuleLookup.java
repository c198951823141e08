package dev.sedge.oci.pull;

import dev.sedge.oci.Digest;
import dev.sedge.oci.OciException;
import dev.sedge.oci.internal.LocalFiles;
import dev.sedge.oci.internal.Text;
import dev.sedge.oci.layer.RootPaths;
import dev.sedge.oci.layer.UnpackedRootfs;
import dev.sedge.oci.layer.WasmFile;
import dev.sedge.oci.store.ContentStore;
import dev.sedge.oci.wasm.ModuleKind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds and reads the module of a compat image, as the container's own kernel and shell would find it. */
final class ModuleLookup {
    private static final String DEFAULT_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
    private static final int LISTED = 8;

    private final ContentStore store;
    private final PulledImage image;
    private final UnpackedRootfs content;

    ModuleLookup(ContentStore store, PulledImage image, UnpackedRootfs content) {
        this.store = store;
        this.image = image;
        this.content = content;
    }

    byte[] read(String argv0) throws OciException {
        Path root = image.rootfs().orElseThrow();
        Path file = find(root, argv0)
                .orElseThrow(() ->
                        new OciException.NotFound("image " + image.reference().name() + " has no file "
                                + Text.quote(argv0) + ". " + listing(content.wasmFiles())));
        String inImage = "/" + root.relativize(file);
        Optional<WasmFile> recorded = content.wasmFiles().stream()
                .filter(wasm -> wasm.path().equals(inImage))
                .findFirst();
        if (recorded.isEmpty()) {
            throw notWasm(file, inImage);
        }
        byte[] module = readVerified(file, recorded.get());
        ModuleKind.requireCoreModule(
                module, Text.quote(inImage) + " of image " + image.reference().name());
        return module;
    }

    /** One sentence about the modules that an image has. */
    static String listing(List<WasmFile> files) {
        if (files.isEmpty()) {
            return "There is no .wasm file in the image";
        }
        String names = files.stream()
                .limit(LISTED)
                .map(file -> Text.oneLine(file.path()))
                .collect(Collectors.joining(", "));
        return "The .wasm files in the image are: " + names
                + (files.size() > LISTED ? " and " + (files.size() - LISTED) + " more" : "");
    }

    private Optional<Path> find(Path root, String argv0) throws OciException {
        List<String> candidates = new ArrayList<>();
        if (argv0.startsWith("/")) {
            candidates.add(argv0);
        } else if (!argv0.isEmpty()) {
            candidates.add(image.config().workingDir() + "/" + argv0);
            candidates.add(argv0);
            if (argv0.indexOf('/') < 0) {
                for (String directory : searchPath().split(":", -1)) {
                    candidates.add(directory + "/" + argv0);
                }
            }
        }
        for (String candidate : candidates) {
            Optional<Path> file = RootPaths.findFile(root, candidate);
            if (file.isPresent()) {
                return file;
            }
        }
        return Optional.empty();
    }

    private String searchPath() {
        return image.config().env().stream()
                .filter(variable -> variable.startsWith("PATH="))
                .map(variable -> variable.substring("PATH=".length()))
                .findFirst()
                .orElse(DEFAULT_PATH);
    }

    private byte[] readVerified(Path file, WasmFile recorded) throws OciException {
        byte[] module;
        try {
            module = Files.readAllBytes(file);
        } catch (IOException e) {
            throw LocalFiles.failure(
                    "read " + recorded.path() + " of image " + image.reference().name(), e);
        } catch (OutOfMemoryError e) {
            throw new OciException.TooLarge(recorded.path() + " of image "
                    + image.reference().name() + " has " + recorded.size() + " bytes, which do not fit into memory");
        }
        if (!recorded.digest().equals(Digest.sha256Of(module))) {
            if (!store.isReadOnly()) {
                store.discardRootfs(image.id());
            }
            throw new OciException.Corrupt(
                    recorded.path() + " of image " + image.reference().name()
                            + " was changed or damaged on the disk; pull the image again to repair it");
        }
        return module;
    }

    private OciException notWasm(Path file, String inImage) {
        byte[] beginning;
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            beginning = in.readNBytes(ModuleKind.PREFIX);
        } catch (IOException e) {
            return LocalFiles.failure("read " + inImage, e);
        }
        ModuleKind kind = ModuleKind.of(beginning);
        String what = kind == ModuleKind.NATIVE
                ? " is a native program or a script, not a Wasm module. "
                : kind == ModuleKind.TEXT ? " is WebAssembly text, not a binary module. " : " is not a Wasm module. ";
        return new OciException.Unsupported(
                Text.quote(inImage) + " of image " + image.reference().name() + what + listing(content.wasmFiles()));
    }
}
