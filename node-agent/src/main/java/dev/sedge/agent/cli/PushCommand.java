package dev.sedge.agent.cli;

import dev.sedge.agent.args.Option;
import dev.sedge.agent.args.Syntax;
import dev.sedge.agent.args.Words;
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
import java.util.List;
import java.util.Locale;

/** {@code sedge push}. */
final class PushCommand implements SedgeCommand {
    private static final Option FORMAT = Option.value(
            "FORMAT",
            "compat: an ordinary image that holds the module; docker: the same in Docker's format; artifact: the CNCF's"
                    + " Wasm artifact. Default: compat.",
            "--format");
    private static final Option ENTRYPOINT = Option.values(
            "WORD", "A word of the image's entrypoint; give it again for more. Not for artifacts.", "--entrypoint");
    private static final Option CMD = Option.values(
            "WORD",
            "A word of the default command; give it again for more. Default: /FILE. Not for artifacts.",
            "--cmd");
    private static final Option ENVIRONMENT =
            Option.values("NAME=VALUE", "A variable of the image's environment. Not for artifacts.", "-e", "--env");

    static final CommandKind KIND = new CommandKind(
            Syntax.of("push", "Make an image of a .wasm file and push it to a registry.")
                    .options(FORMAT, ENTRYPOINT, CMD, ENVIRONMENT, VerboseOption.OPTION)
                    .options(RegistryOptions.OPTIONS)
                    .parameters("FILE", "IMAGE")
                    .footer("IMAGE is where to push it, with a tag."),
            PushCommand::new);

    private final RegistryOptions registry;
    private final Format format;
    private final List<String> entrypoint;
    private final List<String> cmd;
    private final List<String> environment;
    private final Path file;
    private final String image;

    private PushCommand(Words words) {
        registry = new RegistryOptions(words);
        format = words.choice(FORMAT, Format.COMPAT);
        entrypoint = words.values(ENTRYPOINT);
        cmd = words.values(CMD);
        environment = words.values(ENVIRONMENT);
        file = Path.of(words.parameters().get(0));
        image = words.parameters().get(1);
    }

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
