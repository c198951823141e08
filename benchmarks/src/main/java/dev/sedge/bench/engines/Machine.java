package dev.sedge.bench.engines;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the figures were taken on. */
final class Machine {
    private Machine() {}

    static String line() throws IOException {
        var cpuinfo = Path.of("/proc/cpuinfo");
        String model = Files.exists(cpuinfo)
                ? Files.readAllLines(cpuinfo).stream()
                        .filter(line -> line.startsWith("model name"))
                        .map(line -> line.substring(line.indexOf(':') + 1).strip())
                        .findFirst()
                        .orElse("unknown processor")
                : "unknown processor";
        return "JDK " + Runtime.version() + ", " + System.getProperty("os.arch") + ", " + model + ", "
                + Runtime.getRuntime().availableProcessors() + " processors";
    }
}
