package dev.sedge.oci.layer;

import dev.sedge.oci.OciException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Unpacks a layer in a process with a locale of its own, and prints the error. */
final class UnpackMain {
    private UnpackMain() {}

    static final String UNSUPPORTED = "Unsupported LC_ALL=C.UTF-8";

    public static void main(String[] args) throws Exception {
        byte[] blob = Files.readAllBytes(Path.of(args[0]));
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try {
            new RootfsUnpacker(Path.of(args[1]), UnpackLimits.DEFAULT)
                    .apply(Files.newInputStream(Path.of(args[0])), Tar.layer(blob), Optional.empty());
            out.println("unpacked");
        } catch (OciException.Unsupported e) {
            out.println(e.getMessage().contains("LC_ALL=C.UTF-8") ? UNSUPPORTED : e.getMessage());
        }
    }
}
