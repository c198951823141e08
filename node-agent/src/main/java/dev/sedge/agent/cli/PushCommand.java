package dev.sedge.agent.cli;

import dev.sedge.agent.grant.ByteSize;
import dev.sedge.agent.grant.EnvironmentVariable;
import dev.sedge.oci.ImageReference;
import dev.sedge.oci.OciException;
import dev.sedge.oci.publish.CompatImage;
import dev.sedge.oci.publish.ImageFormat;
import dev.sedge.oci.publish.ImagePublisher;
import dev.sedge.oci.publish.PublishedImage;
import dev.sedge.oci.publish.WasmFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sedge push}. */
@Command(name = "push", description = "Make an image of a .wasm file and push it to a registry.")
final class PushCommand implements SedgeCommand {
    @Mixin
    final RegistryOptions registry = new RegistryOptions();

    @Mixin
    final VerboseOption verbose = new VerboseOption();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "compat",
            description = "compat: an ordinary image that holds the module; docker: the same in Docker's format;"
                    + " artifact: the CNCF's Wasm artifact. Default: compat.")
    Format format = Format.COMPAT;

    @Option(
            names = "--entrypoint",
            paramLabel = "WORD",
            description = "A word of the image's entrypoint; give it again for more. Not for artifacts.")
    List<String> entrypoint = new ArrayList<>();

    @Option(
            names = "--cmd",
            paramLabel = "WORD",
            description = "A word of the default command; give it again for more. Default: /FILE. Not for artifacts.")
    List<String> cmd = new ArrayList<>();

    @Option(
            names = {"-e", "--env"},
            paramLabel = "NAME=VALUE",
            description = "A variable of the image's environment. Not for artifacts.")
    List<String> environment = new ArrayList<>();

    @Parameters(index = "0", paramLabel = "FILE", description = "The module.")
    Path file = Path.of("");

    @Parameters(index = "1", paramLabel = "IMAGE", description = "Where to push it, with a tag.")
    String image = "";

    /** The form of the image. */
    enum Format {
        COMPAT,
        DOCKER,
        ARTIFACT
    }

    @Override
    public int run(Stdio stdio) throws Exception {
        ImageReference target = ImageReference.parse(image);
        WasmFile module = WasmFile.of(String.valueOf(file.getFileName()), read());
        PublishedImage published = push(target, module);
        stdio.printErr()
                .println("pushed " + format.name().toLowerCase(Locale.ROOT) + " image, "
                        + ByteSize.format(published.size()));
        stdio.printOut().println(target.name() + "@" + published.digest());
        return 0;
    }

    private byte[] read() throws IOException {
        if (!Files.exists(file)) {
            throw new CommandException("no file " + file + " is here");
        }
        if (!Files.isRegularFile(file)) {
            throw new CommandException(file + " is no regular file: name a Wasm module");
        }
        return Files.readAllBytes(file);
    }

    private PublishedImage push(ImageReference target, WasmFile module) throws OciException {
        ImagePublisher publisher = ImagePublisher.builder()
                .credentials(registry.credentials(target))
                .host(registry.host(target))
                .build();
        if (format != Format.ARTIFACT) {
            return publisher.pushCompat(target, compatImage(module));
        }
        if (!entrypoint.isEmpty() || !cmd.isEmpty() || !environment.isEmpty()) {
            throw new CommandException(
                    "an artifact has no place for --entrypoint, --cmd and --env; push --format compat");
        }
        return publisher.pushArtifact(target, module);
    }

    private CompatImage compatImage(WasmFile module) {
        CompatImage made = CompatImage.of(module)
                .withEntrypoint(entrypoint)
                .withFormat(format == Format.DOCKER ? ImageFormat.DOCKER : ImageFormat.OCI)
                .withEnv(environment.stream()
                        .map(text -> EnvironmentVariable.parse(text).toString())
                        .toList());
        if (!cmd.isEmpty()) {
            return made.withCmd(cmd);
        }
        return entrypoint.isEmpty() ? made : made.withCmd(List.of());
    }
}
