package dev.sedge.agent.cli;

import dev.sedge.agent.config.ConfigException;
import dev.sedge.agent.grant.GrantSyntaxException;
import dev.sedge.agent.launch.LaunchException;
import dev.sedge.oci.OciException;
import dev.sedge.runtime.GuestInterruptedException;
import dev.sedge.runtime.LimitExceededException;
import dev.sedge.runtime.TrapException;
import dev.sedge.runtime.WasmException;
import dev.sedge.wasi.WasiException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.FileSystemException;
import java.util.Locale;
import java.util.Objects;

/** Turns what goes wrong in a command into one line for the person at the terminal and an exit status. */
final class Failures {
    private final PrintStream err;
    private final boolean verbose;

    /** Reports to the given stream, with the Wasm trace and causes if verbose. */
    Failures(PrintStream err, boolean verbose) {
        this.err = err;
        this.verbose = verbose;
    }

    /** The work of a command. */
    @FunctionalInterface
    interface Work {
        int run() throws Exception;
    }

    /** Runs the work and returns its exit status, or the one that says how it failed. */
    @SuppressWarnings("CatchingUnchecked") // The last line of defence: whatever happens, a person gets a sentence.
    int guard(Work work) {
        try {
            return work.run();
        } catch (WasmException e) {
            return guestFailure(e);
        } catch (CommandException
                | ConfigException
                | GrantSyntaxException
                | LaunchException
                | WasiException
                | OciException e) {
            return report(message(e), e);
        } catch (FileSystemException e) {
            return report("cannot use " + e.getFile() + ": " + reason(e), e);
        } catch (IOException e) {
            return report("input or output failed: " + e.getMessage(), e);
        } catch (OutOfMemoryError e) {
            return report(outOfMemory(String.valueOf(e.getMessage())), e);
        } catch (Exception | StackOverflowError e) {
            return report("internal error: " + e + (verbose ? "" : "; run again with --verbose for details"), e);
        }
    }

    // The JVM names the area in its message: classes live outside of the heap.
    private static String outOfMemory(String area) {
        return area.contains("Metaspace")
                ? "the JVM has no room for classes: give it more with SEDGE_JAVA_OPTS=-XX:MaxMetaspaceSize=256m"
                : "out of memory: give the JVM more with SEDGE_JAVA_OPTS=-Xmx1g";
    }

    private int guestFailure(WasmException e) {
        if (e instanceof TrapException) {
            return guestEnded(e, "the guest trapped: " + e.getMessage(), ExitCode.TRAP);
        }
        if (e instanceof GuestInterruptedException) {
            return guestEnded(e, "the guest was interrupted", ExitCode.INTERRUPTED);
        }
        return e instanceof LimitExceededException limit ? limitFailure(limit) : report(message(e), e);
    }

    private int limitFailure(LimitExceededException e) {
        return switch (e.limit()) {
            case DEADLINE -> guestEnded(e, "the guest ran into its deadline (--timeout)", ExitCode.DEADLINE);
            case FUEL -> guestEnded(e, "the guest has used its fuel (--fuel)", ExitCode.DEADLINE);
            default -> report(message(e), e);
        };
    }

    private int guestEnded(WasmException e, String message, int status) {
        err.println("sedge: " + message);
        if (verbose) {
            e.trace().forEach(frame -> err.println("    at " + frame));
        }
        return status;
    }

    private int report(String message, Throwable cause) {
        err.println("sedge: " + oneLine(message));
        if (verbose) {
            cause.printStackTrace(err);
        }
        return ExitCode.FAILURE;
    }

    // The type of a file system exception says what its reason often does not.
    private static String reason(FileSystemException e) {
        String reason = e.getReason();
        if (reason != null) {
            return reason;
        }
        return e.getClass()
                .getSimpleName()
                .replace("Exception", "")
                .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
                .toLowerCase(Locale.ROOT);
    }

    private static String message(Throwable e) {
        return Objects.requireNonNullElse(e.getMessage(), e.toString());
    }

    private static String oneLine(String message) {
        return message.replaceAll("\\s*\\R\\s*", " ");
    }
}
