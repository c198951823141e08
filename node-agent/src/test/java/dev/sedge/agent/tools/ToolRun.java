package dev.sedge.agent.tools;

import dev.sedge.wasi.fs.GuestFile;
import dev.sedge.wasi.fs.GuestFileSystem;
import dev.sedge.wasi.fs.GuestFiles;
import dev.sedge.wasi.fs.OpenMode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A tool that has run to its end, and helpers for what it works on. */
final class ToolRun {
    private final int status;
    private final byte[] out;
    private final String err;

    private ToolRun(int status, byte[] out, String err) {
        this.status = status;
        this.out = out;
        this.err = err;
    }

    static ToolRun of(GuestFileSystem files, String... args) {
        return of(files, new byte[0], args);
    }

    static ToolRun of(GuestFileSystem files, byte[] input, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("PATH", "/bin");
        environment.put("A", "b=c");
        ToolContext context =
                new ToolContext(List.of(args), environment, files, "/dir", new ByteArrayInputStream(input), out, err);
        try {
            int status = Tools.find(args[0]).orElseThrow().run(context);
            return new ToolRun(status, out.toByteArray(), err.toString(StandardCharsets.UTF_8));
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    int status() {
        return status;
    }

    byte[] bytes() {
        return out;
    }

    String out() {
        return new String(out, StandardCharsets.UTF_8);
    }

    String err() {
        return err;
    }

    static void write(GuestFileSystem tree, String path, String content) throws IOException {
        try (GuestFiles files = GuestFiles.of(tree);
                GuestFile file = files.openFile(path, OpenMode.CREATE, true)) {
            file.write(ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8)), 0);
        }
    }

    static String read(GuestFileSystem tree, String path) throws IOException {
        try (GuestFiles files = GuestFiles.of(tree);
                GuestFile file = files.openFile(path, OpenMode.READ, true)) {
            ByteBuffer content = ByteBuffer.allocate((int) file.size());
            while (content.hasRemaining() && file.read(content, content.position()) > 0) {
                // Goes on until all is read.
            }
            return new String(content.array(), 0, content.position(), StandardCharsets.UTF_8);
        }
    }
}
