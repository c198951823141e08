package dev.sedge.agent.io;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What a terminal does between the keys and the program, since there is no kernel's terminal here: it echoes, lets the
 * line be edited, and gives it to the program when it is complete. Thread-safe.
 *
 * <p>Enter ends the line; ^D gives what is there, or the end of input on an empty line; ^C interrupts; backspace erases a
 * character, ^W a word, ^U the line. A line has room for 4095 bytes; more is refused with the bell.
 */
final class LineDiscipline {
    private static final int LONGEST_LINE = 4095;
    private static final int INTERRUPT = 0x03;
    private static final int END = 0x04;
    private static final int BACKSPACE = 0x08;
    private static final int TAB = 0x09;
    private static final int KILL = 0x15;
    private static final int ERASE_WORD = 0x17;
    private static final int DELETE = 0x7f;
    private static final byte[] BELL = {0x07};
    private static final byte[] ERASED = "\b \b".getBytes(StandardCharsets.US_ASCII);

    private final Program program;
    private final ReentrantLock lock = new ReentrantLock();
    private byte[] line = new byte[64];
    private int length;

    /** The program and the screen at the other ends. */
    interface Program {
        /** Takes a line with its end, or what ^D gave; false if there is no room for it now. */
        boolean line(byte[] bytes, int length);

        /** Shows something on the screen, with LF as the end of line. */
        void echo(byte[] bytes, int length);

        /** Nothing more will be typed. */
        void end();

        /** ^C. */
        void interrupt();
    }

    LineDiscipline(Program program) {
        this.program = program;
    }

    /** Takes what was typed. */
    void type(byte[] keys, int offset, int count) {
        lock.lock();
        try {
            Echo echo = new Echo();
            for (int i = offset; i < offset + count; i++) {
                type(keys[i], echo);
            }
            echo.show();
        } finally {
            lock.unlock();
        }
    }

    private void type(byte key, Echo echo) {
        switch (key) {
            case '\r', '\n' -> enter(echo);
            case INTERRUPT -> {
                echo.add("^C\n");
                length = 0;
                echo.show();
                program.interrupt();
            }
            case END -> end(echo);
            case BACKSPACE, DELETE -> eraseCharacter(echo);
            case KILL -> {
                while (length > 0) {
                    eraseCharacter(echo);
                }
            }
            case ERASE_WORD -> eraseWord(echo);
            default -> append(key, echo);
        }
    }

    private void enter(Echo echo) {
        line[length] = '\n';
        echo.add("\n");
        echo.show(); // before the program can answer
        give(length + 1, echo);
    }

    private void end(Echo echo) {
        if (length == 0) {
            program.end();
        } else {
            give(length, echo);
        }
    }

    private void give(int size, Echo echo) {
        if (!program.line(line, size)) {
            echo.add(BELL);
        }
        length = 0;
        line = line.length > 64 ? new byte[64] : line;
    }

    private void append(byte key, Echo echo) {
        if (length == LONGEST_LINE) {
            echo.add(BELL);
            return;
        }
        if (length + 1 == line.length) {
            line = Arrays.copyOf(line, Math.min(2 * line.length, LONGEST_LINE + 1)); // room for the end of line
        }
        line[length++] = key;
        if (isControl(key)) {
            echo.add("^" + (char) (key + '@'));
        } else {
            echo.add(new byte[] {key});
        }
    }

    private void eraseCharacter(Echo echo) {
        if (length == 0) {
            return;
        }
        length--;
        while (length > 0 && isContinuation(line[length])) {
            length--;
        }
        echo.add(ERASED);
        if (isControl(line[length])) {
            echo.add(ERASED); // it was shown as two characters
        }
    }

    private void eraseWord(Echo echo) {
        while (length > 0 && line[length - 1] == ' ') {
            eraseCharacter(echo);
        }
        while (length > 0 && line[length - 1] != ' ') {
            eraseCharacter(echo);
        }
    }

    private static boolean isControl(byte key) {
        return key >= 0 && key < ' ' && key != TAB;
    }

    private static boolean isContinuation(byte key) {
        return (key & 0xc0) == 0x80;
    }

    /** What is to be shown, collected so that a pasted text is not echoed byte by byte. */
    private final class Echo {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        void add(String text) {
            add(text.getBytes(StandardCharsets.US_ASCII));
        }

        void add(byte[] more) {
            bytes.writeBytes(more);
        }

        void show() {
            if (bytes.size() > 0) {
                program.echo(bytes.toByteArray(), bytes.size());
                bytes.reset();
            }
        }
    }
}
