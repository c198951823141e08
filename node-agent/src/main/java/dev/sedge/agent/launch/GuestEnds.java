package dev.sedge.agent.launch;

import dev.sedge.agent.grant.Foreign;
import dev.sedge.runtime.GuestInterruptedException;
import dev.sedge.runtime.LimitExceededException;
import dev.sedge.runtime.LimitExceededException.Limit;
import dev.sedge.runtime.TrapException;
import dev.sedge.runtime.WasmException;
import dev.sedge.runtime.WasmFrame;
import dev.sedge.wasi.ExitStatus;
import java.util.Objects;

/**
 * Says in kubelet's words how a guest ended. A guest that was refused the memory it asked for last, and then trapped or
 * exited with another status than 0, ran out of memory: 137 and {@code OOMKilled}. One that coped is {@code Completed}.
 */
final class GuestEnds {
    /** It ran into its timeout, as with {@code timeout(1)}. */
    static final int TIMEOUT = 124;

    /** It could not be run to its end, and that is not its own fault. */
    static final int FAILURE = 125;

    /** It trapped: 128 + SIGABRT. */
    static final int TRAP = 134;

    /** It was killed: 128 + SIGKILL. */
    static final int KILLED = 137;

    private static final String COMPLETED = "Completed";
    private static final String ERROR = "Error";
    private static final String OUT_OF_MEMORY = "OOMKilled";

    /** kubelet cuts at 4096 bytes; frames are wanted from both ends, so rather fewer of them. */
    private static final int MOST_FRAMES = 24;

    private static final int MOST_CHARACTERS = 3000;
    private static final int MOST_CHARACTERS_OF_FRAME = 160;

    private GuestEnds() {}

    /**
     * It exited by itself.
     *
     * @param memoryLimit how much it may have, in words
     */
    static GuestEnd exited(ExitStatus status, boolean memoryExhausted, String memoryLimit) {
        if (!status.isSuccess() && memoryExhausted) {
            return outOfMemory("exited with status " + status.unsigned(), memoryLimit);
        }
        return exited(status.code());
    }

    /** It exited by itself with this status, of which a process has eight bits; no failure becomes 0. */
    static GuestEnd exited(int status) {
        int low = status & 0xff;
        int code = low == 0 && status != 0 ? 1 : low;
        return new GuestEnd(code, code == 0 ? COMPLETED : ERROR, "");
    }

    /** A tool failed, and says why. */
    static GuestEnd failed(String message) {
        return new GuestEnd(1, ERROR, message);
    }

    /** It was stopped by somebody. */
    static GuestEnd stopped(int exitCode) {
        return new GuestEnd(exitCode, ERROR, "");
    }

    /**
     * It did not end by itself.
     *
     * @param memoryLimit how much it may have, in words
     */
    static GuestEnd failed(Throwable cause, boolean memoryExhausted, String memoryLimit) {
        if (cause instanceof TrapException trap) {
            return memoryExhausted
                    ? outOfMemory("trapped: " + described(trap), memoryLimit)
                    : new GuestEnd(TRAP, ERROR, cut("trap: " + described(trap)));
        }
        if (cause instanceof LimitExceededException limit) {
            return limited(limit);
        }
        if (cause instanceof OutOfMemoryError) {
            return new GuestEnd(
                    KILLED, OUT_OF_MEMORY, "the heap of the agent had no room for the guest; give it more with -Xmx");
        }
        if (cause instanceof GuestInterruptedException) {
            return stopped(KILLED);
        }
        return new GuestEnd(FAILURE, ERROR, cut("running the guest failed: " + cause));
    }

    private static GuestEnd limited(LimitExceededException e) {
        if (e.limit() == Limit.MEMORY) {
            return new GuestEnd(KILLED, OUT_OF_MEMORY, cut(described(e)));
        }
        if (e.limit() == Limit.DEADLINE) {
            return new GuestEnd(TIMEOUT, ERROR, "the guest ran into its timeout");
        }
        return new GuestEnd(TRAP, ERROR, cut(described(e)));
    }

    private static GuestEnd outOfMemory(String then, String memoryLimit) {
        return new GuestEnd(
                KILLED, OUT_OF_MEMORY, cut("the guest was refused more memory (" + memoryLimit + ") and " + then));
    }

    private static String described(WasmException e) {
        StringBuilder text = new StringBuilder(Objects.requireNonNullElse(e.getMessage(), e.toString()));
        int count = e.trace().size();
        int half = MOST_FRAMES / 2;
        for (int i = 0; i < count; i++) {
            if (count > MOST_FRAMES && i == half) {
                text.append("\n    … ").append(count - MOST_FRAMES).append(" more");
                i = count - half;
            }
            text.append("\n    at ").append(frame(e.trace().get(i)));
        }
        return text.toString();
    }

    /** The names are the guest's own. */
    private static String frame(WasmFrame frame) {
        return Foreign.text(frame.toString(), MOST_CHARACTERS_OF_FRAME);
    }

    private static String cut(String message) {
        return message.length() > MOST_CHARACTERS ? message.substring(0, MOST_CHARACTERS) + "…" : message;
    }
}
