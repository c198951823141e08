package dev.sedge.agent.tools;

import dev.sedge.wasi.fs.ErrnoException;
import dev.sedge.wasi.fs.GuestFile;
import dev.sedge.wasi.fs.GuestFiles;
import dev.sedge.wasi.fs.OpenMode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.List;

/** {@code cat [FILE…]}: writes files, or its input, one after the other. */
final class Cat implements Tool {
    private static final int BUFFER = 1 << 15;

    @Override
    public int run(ToolContext context) throws IOException, InterruptedException {
        ToolOutput out = new ToolOutput(context);
        List<String> names = context.args().subList(1, context.args().size()).stream()
                .filter(arg -> !arg.equals("--") && !arg.equals("-u"))
                .toList();
        try (GuestFiles files = GuestFiles.of(context.files())) {
            for (String name : names.isEmpty() ? List.of("-") : names) {
                if (name.equals("-")) {
                    copy(context.stdin(), out.stream());
                } else if (name.startsWith("-")) {
                    return out.usage("unknown option " + ToolOutput.printable(name) + "; usage: cat [FILE...]");
                } else {
                    copy(files, ToolPaths.absolute(context, name), name, out);
                }
            }
        }
        return out.end();
    }

    private static void copy(GuestFiles files, String path, String name, ToolOutput out)
            throws IOException, InterruptedException {
        try (GuestFile file = files.openFile(path, OpenMode.READ, true)) {
            copy(file, name, out);
        } catch (ErrnoException e) {
            out.complain(name, e);
        }
    }

    /** A failure to write is not one of the file, and ends the tool. */
    private static void copy(GuestFile file, String name, ToolOutput out) throws IOException, InterruptedException {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        long position = 0;
        while (true) {
            ToolOutput.checkInterrupt();
            int n;
            try {
                n = file.read(buffer.clear(), position);
            } catch (ErrnoException e) {
                out.complain(name, e);
                return;
            }
            if (n == 0) {
                return;
            }
            out.stream().write(buffer.array(), 0, n);
            position += n;
        }
    }

    private static void copy(InputStream in, OutputStream out) throws IOException, InterruptedException {
        byte[] buffer = new byte[BUFFER];
        int n;
        while ((n = in.read(buffer)) >= 0) {
            out.write(buffer, 0, n);
            out.flush();
            ToolOutput.checkInterrupt();
        }
    }
}
