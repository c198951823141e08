package dev.sedge.agent.tools;

import dev.sedge.oci.OciException;
import dev.sedge.oci.layer.TarEntry;
import dev.sedge.oci.layer.TarReader;
import dev.sedge.wasi.fs.GuestFiles;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;

/** {@code tar}: as much as {@code kubectl cp} needs, in both directions, and a list of what is in an archive. */
final class Tar implements Tool {
    @Override
    public int run(ToolContext context) throws IOException, InterruptedException {
        ToolOutput out = new ToolOutput(context);
        TarOptions options;
        try {
            options = TarOptions.parse(context.args().subList(1, context.args().size()));
        } catch (IllegalArgumentException e) {
            return out.usage(Objects.requireNonNullElse(e.getMessage(), "wrong arguments"));
        }
        try (GuestFiles files = GuestFiles.of(context.files())) {
            String directory = ToolPaths.absolute(context, options.directory());
            switch (options.mode()) {
                case 'c' -> new TarCreation(files, directory, options, out).run();
                case 'x' -> new TarExtraction(files, directory, options, out).run(context.stdin());
                default -> list(new TarReader(context.stdin()), out);
            }
        } catch (OciException e) {
            out.complain("the archive cannot be read: " + e.getMessage(), ToolOutput.USAGE);
        }
        return out.end();
    }

    private static void list(TarReader archive, ToolOutput out) throws IOException, InterruptedException {
        Optional<TarEntry> entry = archive.next();
        while (entry.isPresent()) {
            ToolOutput.checkInterrupt();
            out.line(ToolOutput.printable(entry.get().name()));
            entry = archive.next();
        }
    }
}
