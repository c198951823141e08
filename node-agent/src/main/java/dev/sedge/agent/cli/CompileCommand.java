package dev.sedge.agent.cli;

import dev.sedge.agent.args.Syntax;
import dev.sedge.agent.args.Words;
import dev.sedge.agent.grant.ByteSize;
import dev.sedge.agent.image.Images;
import dev.sedge.agent.image.PullPolicy;
import dev.sedge.agent.launch.ImageCommand;
import dev.sedge.agent.launch.Launcher;
import dev.sedge.agent.launch.NamedModule;
import dev.sedge.oci.pull.PulledImage;
import dev.sedge.oci.store.ContentStore;
import dev.sedge.runtime.CodeCache;
import dev.sedge.runtime.Engine;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** {@code sedge compile}. */
final class CompileCommand implements SedgeCommand {
    static final CommandKind KIND = new CommandKind(
            Syntax.of(
                            "compile",
                            "Compile images or .wasm files into the cache, so that they start sooner. Images are pulled"
                                    + " if they are missing; of an image, it is the module that it runs by itself.")
                    .options(CodeOption.OPTIONS)
                    .options(VerboseOption.OPTION, StoreOption.OPTION)
                    .options(RegistryOptions.OPTIONS)
                    .parameters("IMAGE|FILE")
                    .orMore(),
            CompileCommand::new);

    private final CodeOption code;
    private final StoreOption store;
    private final RegistryOptions registry;
    private final List<String> targets;

    private CompileCommand(Words words) {
        code = new CodeOption(words);
        store = new StoreOption(words);
        registry = new RegistryOptions(words);
        targets = words.parameters();
    }

    @Override
    public int run(Stdio stdio) throws Exception {
        Path root = store.directory();
        CodeCache cache =
                code.cache(root).orElseThrow(() -> new CommandException("nothing would be kept: --code-cache is none"));
        try (Engine engine = Engine.create(code.engine(root))) {
            var launcher = new Launcher(engine);
            for (String target : targets) {
                NamedModule found = find(target, launcher, stdio);
                if (!found.module().precompile()) {
                    throw new CommandException("cannot keep all compiled code of " + found.name() + " in "
                            + cache.directory() + "; a warning says why");
                }
                stdio.printOut()
                        .println("compiled " + found.name() + ": "
                                + found.module().digest() + ", " + ByteSize.format(found.bytes()));
            }
        }
        stdio.printOut().println(cache.directory() + " has " + contents(cache.directory()));
        return 0;
    }

    private NamedModule find(String target, Launcher launcher, Stdio stdio) throws IOException {
        if (Target.isFile(target)) {
            return launcher.moduleOfFile(target);
        }
        try (ContentStore content = store.open()) {
            PulledImage image = new Images(content, registry::source)
                    .get(target, PullPolicy.MISSING, PullProgress.of(target, stdio, false));
            return launcher.moduleOfImage(image, new ImageCommand(Optional.empty(), List.of()));
        }
    }

    private static String contents(Path directory) throws IOException {
        int count = 0;
        long bytes = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                count++;
                bytes += Files.size(file);
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            // What cannot be made has been reported, and one that nothing was put into may be missing.
        }
        return ByteSize.format(bytes) + " in " + count + " files";
    }
}
