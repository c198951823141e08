package dev.sedge.bench.cold;

import java.util.List;

/**
 * One way to run the example module.
 *
 * @param name its name in the tables
 * @param command the whole command
 * @param lastLine what the last line of its output begins with when it worked
 */
record Contender(String name, List<String> command, String lastLine) {}
