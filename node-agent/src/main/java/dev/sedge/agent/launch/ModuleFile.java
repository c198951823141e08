package dev.sedge.agent.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads a module from a file that somebody named. */
final class ModuleFile {
    private ModuleFile() {}

    /**
     * The bytes of the file.
     *
     * @throws LaunchException if it is not there, no regular file, or cannot be read
     */
    static byte[] read(Path file) {
        try {
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                throw new LaunchException(file + " is " + kind(file) + ": name a Wasm module");
            }
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new LaunchException("no file " + file + " is here; an image is named without ./ or / in front", e);
        } catch (IOException e) {
            throw new LaunchException("cannot read " + file + ": " + e.getMessage(), e);
        } catch (OutOfMemoryError e) {
            throw new LaunchException(file + " is too large to be a module here", e);
        }
    }

    private static String kind(Path file) {
        return Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS) ? "a directory" : "no regular file";
    }
}
