package dev.sedge.agent.launch;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What tests of containers share: the images of a class in one store, and a directory for each test. */
@Timeout(120)
abstract class ContainerTest {
    @TempDir
    static Path shared;

    static TestImages images;

    @TempDir
    Path directory;

    @BeforeAll
    static void openStore() throws IOException {
        images = new TestImages(shared.resolve("store"));
    }

    @AfterAll
    static void closeStore() throws IOException {
        images.close();
    }
}
