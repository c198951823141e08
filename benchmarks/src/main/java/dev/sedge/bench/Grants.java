package dev.sedge.bench;

import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;

/**
 * What a guest gets besides secure random numbers and the system's clocks.
 *
 * @param directory the host's directory that is the guest's "/"
 * @param stdout where its standard output goes
 * @param args its arguments, its own name first
 */
record Grants(Path directory, OutputStream stdout, List<String> args) {}
