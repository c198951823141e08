package dev.sedge.agent.cli;

import java.nio.file.Files;
import java.nio.file.Path;

/** What a word names that may be an image or a file. */
final class Target {
    private Target() {}

    /** Whether it is a file: a path that exists, or a word that can be nothing else. */
    static boolean isFile(String word) {
        return word.startsWith(".") || word.startsWith("/") || Files.exists(Path.of(word));
    }
}
