package dev.sedge.agent.cli;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * The standard streams of one run of the command.
 *
 * @param in what the guest reads
 * @param out where results and the guest's output go, byte for byte
 * @param err where messages and the guest's errors go
 * @param terminals the numbers of the streams a person is at, such as {@code "012"}; empty if none
 */
public record Stdio(InputStream in, OutputStream out, OutputStream err, String terminals) {

    /** The streams of this process, without buffers of Java's in between: the guest decides when its output is seen. */
    public static Stdio ofProcess() {
        return new Stdio(
                new FileInputStream(FileDescriptor.in),
                new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err),
                System.getProperty("sedge.terminals", ""));
    }

    /** Whether a person is at the stream of this number: 0, 1 or 2. */
    boolean isTerminal(int stream) {
        return terminals.indexOf('0' + stream) >= 0;
    }

    PrintStream printOut() {
        return new PrintStream(out, true, StandardCharsets.UTF_8);
    }

    PrintStream printErr() {
        return new PrintStream(err, true, StandardCharsets.UTF_8);
    }
}
