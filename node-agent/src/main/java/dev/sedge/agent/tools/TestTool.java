package dev.sedge.agent.tools;

import dev.sedge.wasi.fs.ErrnoException;
import dev.sedge.wasi.fs.FileStatus;
import dev.sedge.wasi.fs.GuestFiles;
import java.io.IOException;
import java.util.List;

/** {@code test -d|-e|-f|-h|-L|-s PATH}: asks about one file, as {@code kubectl cp} does about its destination. */
final class TestTool implements Tool {
    @Override
    public int run(ToolContext context) throws IOException {
        List<String> args = context.args();
        String option = args.size() == 3 ? args.get(1) : "";
        ToolOutput out = new ToolOutput(context);
        if (!option.matches("-[defhLs]")) {
            return out.usage("usage: test -d|-e|-f|-h|-L|-s PATH");
        }
        boolean link = option.equals("-h") || option.equals("-L");
        try (GuestFiles files = GuestFiles.of(context.files())) {
            FileStatus status = files.status(ToolPaths.absolute(context, args.get(2)), !link);
            return is(option, status) ? 0 : 1;
        } catch (ErrnoException e) {
            return 1;
        }
    }

    private static boolean is(String option, FileStatus status) {
        return switch (option) {
            case "-d" -> status.isDirectory();
            case "-f" -> status.isRegularFile();
            case "-s" -> status.size() > 0;
            case "-h", "-L" -> status.isSymbolicLink();
            default -> true;
        };
    }
}
