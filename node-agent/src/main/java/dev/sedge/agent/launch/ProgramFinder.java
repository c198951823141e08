package dev.sedge.agent.launch;

import dev.sedge.agent.grant.Foreign;
import dev.sedge.agent.tools.Tools;
import dev.sedge.oci.Digest;
import dev.sedge.oci.OciException;
import dev.sedge.oci.layer.RootPaths;
import dev.sedge.oci.layer.WasmFile;
import dev.sedge.oci.pull.PulledImage;
import dev.sedge.oci.wasm.ModuleKind;
import dev.sedge.oci.wasm.WasmImage;
import dev.sedge.wasi.fs.Errno;
import dev.sedge.wasi.fs.ErrnoException;
import dev.sedge.wasi.fs.FileStatus;
import dev.sedge.wasi.fs.GuestFile;
import dev.sedge.wasi.fs.GuestFiles;
import dev.sedge.wasi.fs.OpenMode;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Finds what the first word of a command names in one container, as a shell in it would. Thread-safe. */
final class ProgramFinder {
    private static final String DEFAULT_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
    private static final int MAX_MODULE = 512 << 20;
    private static final int LISTED = 8;
    private static final Set<Errno> NOT_THERE =
            EnumSet.of(Errno.NOENT, Errno.NOTDIR, Errno.ISDIR, Errno.PERM, Errno.LOOP, Errno.NAMETOOLONG);

    private final ModuleCache modules;
    private final PulledImage image;
    private final ContainerFiles files;
    private final String workingDirectory;
    private final String path;

    /** What was read of files that can change, by what they looked like; a guest can fool nobody but itself. */
    private final Map<FileStatus, String> digests = new ConcurrentHashMap<>();

    /** Volatile: set by whoever starts the container. */
    private volatile boolean layerUntouched = true;

    ProgramFinder(ModuleCache modules, PulledImage image, ContainerFiles files, ContainerWords words) {
        this.modules = modules;
        this.image = image;
        this.files = files;
        this.workingDirectory = words.workingDirectory();
        this.path = words.environment().getOrDefault("PATH", DEFAULT_PATH);
    }

    /** A file that the first word names. */
    private record Candidate(String path, ModuleKind kind) {}

    /**
     * The program of the container itself, before anything has run in it.
     *
     * @throws LaunchException if there is none that runs here
     */
    Program main(ContainerWords words) throws OciException {
        String name = words.argv().get(0);
        if (!(image.wasm() instanceof WasmImage.RawModule raw)) {
            return find(name);
        }
        if (words.isCommandGiven()) {
            Optional<Program> other = findModule(name, new ArrayList<>());
            if (other.isPresent()) {
                return other.get();
            }
            if (words.argv().size() == 1 && (name.equals("true") || name.endsWith("/true"))) {
                return tool(name).orElseThrow(() -> new LaunchException(missing(name)));
            }
        }
        String layer = raw.layer().digest().toString();
        return new Program.Module(
                modules.get(layer, "image " + image.reference().name(), () -> image.readModule(name)));
    }

    /** From now on the container's own layer may hide the image's files. */
    void layerMayChange() {
        layerUntouched = false;
    }

    /**
     * The module or tool that a word names: a module at this path, in the working directory, or along the {@code PATH};
     * else one of our tools.
     *
     * @throws LaunchException if there is none
     */
    Program find(String name) throws OciException {
        List<Candidate> others = new ArrayList<>();
        Optional<Program> found = findModule(name, others);
        if (found.isEmpty()) {
            found = tool(name);
        }
        return found.orElseThrow(() -> new LaunchException(others.isEmpty() ? missing(name) : noModule(others.get(0))));
    }

    private Optional<Program> tool(String name) {
        return Tools.find(name).map(Program.Ours::new);
    }

    private Optional<Program> findModule(String name, List<Candidate> others) throws OciException {
        for (String candidate : candidates(name)) {
            String path = inImage(candidate).orElse(candidate);
            Optional<WasmFile> recorded = recorded(path);
            if (recorded.isPresent()) {
                return Optional.of(ofImage(recorded.get()));
            }
            try (GuestFiles tree = GuestFiles.of(files.tree())) {
                ModuleKind kind = kind(tree, path);
                if (kind == ModuleKind.CORE_MODULE) {
                    return Optional.of(ofFile(tree, path));
                }
                others.add(new Candidate(path, kind));
            } catch (ErrnoException e) {
                if (!NOT_THERE.contains(e.errno())) {
                    throw new LaunchException("cannot read " + quote(path) + ": " + e.getMessage(), e);
                }
            }
        }
        return Optional.empty();
    }

    /** What a path means in the image, absolute links followed as in a container of Linux; guests know no such links. */
    private Optional<String> inImage(String candidate) throws OciException {
        if (image.rootfs().isEmpty() || files.isMounted(candidate)) {
            return Optional.empty();
        }
        Path root = image.rootfs().get();
        return RootPaths.findFile(root, candidate).map(file -> "/" + root.relativize(file));
    }

    private List<String> candidates(String name) {
        List<String> candidates = new ArrayList<>();
        if (name.startsWith("/")) {
            candidates.add(name);
        } else if (!name.isEmpty()) {
            candidates.add(workingDirectory + "/" + name);
            candidates.add("/" + name);
            if (name.indexOf('/') < 0) {
                for (String directory : path.split(":", -1)) {
                    candidates.add((directory.isEmpty() ? workingDirectory : directory) + "/" + name);
                }
            }
        }
        return candidates;
    }

    /** The image's own record of a file, while nothing can lie above it. */
    private Optional<WasmFile> recorded(String real) {
        if (!layerUntouched || files.isMounted(real)) {
            return Optional.empty();
        }
        return image.wasmFiles().stream()
                .filter(file -> file.path().equals(real))
                .findFirst();
    }

    private Program ofImage(WasmFile file) throws OciException {
        return new Program.Module(modules.get(
                file.digest().toString(),
                quote(file.path()) + " of image " + image.reference().name(),
                () -> image.readModule(file.path())));
    }

    private Program ofFile(GuestFiles tree, String real) throws ErrnoException, OciException {
        FileStatus status = tree.status(real, true);
        String known = digests.get(status);
        if (known == null) {
            byte[] bytes = read(tree, real);
            String digest = Digest.sha256Of(bytes).toString();
            Program program = new Program.Module(modules.get(digest, quote(real), () -> bytes));
            digests.put(status, digest);
            return program;
        }
        return new Program.Module(modules.get(known, quote(real), () -> readAgain(tree, real, known)));
    }

    private static byte[] readAgain(GuestFiles tree, String real, String digest) {
        try {
            byte[] bytes = read(tree, real);
            if (Digest.sha256Of(bytes).toString().equals(digest)) {
                return bytes;
            }
        } catch (ErrnoException e) {
            throw new LaunchException("cannot read " + quote(real) + ": " + e.getMessage(), e);
        }
        throw new LaunchException("cannot run " + quote(real) + ": it was changed while it was read; try again");
    }

    private static byte[] read(GuestFiles tree, String real) throws ErrnoException {
        try (GuestFile file = tree.openFile(real, OpenMode.READ, true)) {
            long size = file.size();
            if (size > MAX_MODULE) {
                throw new LaunchException(
                        "cannot run " + quote(real) + ": it has " + size + " bytes, which is too large");
            }
            return read(file, (int) size);
        } catch (OutOfMemoryError e) {
            throw new LaunchException("cannot run " + quote(real) + ": the heap of the agent has no room for it", e);
        }
    }

    private static ModuleKind kind(GuestFiles tree, String real) throws ErrnoException {
        try (GuestFile file = tree.openFile(real, OpenMode.READ, true)) {
            return ModuleKind.of(read(file, ModuleKind.PREFIX));
        }
    }

    private static byte[] read(GuestFile file, int most) throws ErrnoException {
        ByteBuffer buffer = ByteBuffer.allocate(most);
        int count;
        do {
            count = file.read(buffer, buffer.position());
        } while (count > 0 && buffer.hasRemaining());
        return buffer.hasRemaining() ? Arrays.copyOf(buffer.array(), buffer.position()) : buffer.array();
    }

    private String missing(String name) {
        return "cannot run " + quote(name) + ": the container has no such program. " + Tools.hint(name) + ". "
                + listing();
    }

    private String noModule(Candidate file) {
        String what = switch (file.kind) {
            case COMPONENT ->
                "it is a component or a module of a newer version, and only core modules of WASI"
                        + " preview 1 run here; build it for wasm32-wasip1";
            case TEXT -> "it is WebAssembly text; translate it to binary, for example with wat2wasm";
            case NATIVE -> "it is a native program or a script, and only Wasm modules run here";
            default -> "it is no Wasm module: it does not begin with \\0asm";
        };
        return "cannot run " + quote(file.path) + ": " + what + ". " + listing();
    }

    private String listing() {
        List<WasmFile> wasm = image.wasmFiles();
        if (wasm.isEmpty()) {
            return "There is no .wasm file in the image";
        }
        String names =
                wasm.stream().limit(LISTED).map(file -> quote(file.path())).collect(Collectors.joining(", "));
        return "The .wasm files in the image are: " + names
                + (wasm.size() > LISTED ? " and " + (wasm.size() - LISTED) + " more" : "");
    }

    /** A foreign name on one line. */
    private static String quote(String name) {
        return "\"" + Foreign.text(name, 200) + "\"";
    }
}
