package dev.sedge.agent.io;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineDisciplineTest {
    private final Screen screen = new Screen();
    private final LineDiscipline terminal = new LineDiscipline(screen);

    @Test
    void type_lineKeyByKey_isEchoedAtOnceAndGivenWhenItEnds() {
        for (String key : List.of("h", "é", "!")) {
            type(key);
        }
        assertThat(screen.echo).hasToString("hé!");
        assertThat(screen.given).hasToString("");

        type("\r");

        assertThat(screen.echo).hasToString("hé!\n");
        assertThat(screen.given).hasToString("[hé!\n]");
    }

    @ParameterizedTest
    @CsvSource({
        "two lines, a\\rb\\n, [a<n>][b<n>]",
        "backspace, ab\\x7fc\\r, [ac<n>]",
        "other backspace, ab\\x08c\\r, [ac<n>]",
        "backspace at the start, \\x7fa\\r, [a<n>]",
        "backspace of a long character, a€\\x7f\\x7fb\\r, [b<n>]",
        "kill, abc def\\x15x\\r, [x<n>]",
        "erase word, abc def  \\x17x\\r, [abc x<n>]",
        "erase all words, abc\\x17\\x17x\\r, [x<n>]",
        "end with text, abc\\x04, [abc]",
        "end, a\\r\\x04, [a<n>]end",
        "interrupt, abc\\x03d\\r, interrupt[d<n>]",
        "other control, a\\x1bb\\r, [a\u001bb<n>]"
    })
    void type_editing_changesTheLine(String name, String keys, String expected) {
        type(unescape(keys));

        assertThat(screen.given.toString().replace("\n", "<n>")).as(name).isEqualTo(expected);
    }

    @Test
    void type_editing_isSeenOnTheScreen() {
        type("ab\u007f\u001b\u007f\u0003");

        assertThat(screen.echo).hasToString("ab\b \b^[\b \b\b \b^C\n");
    }

    @Test
    void type_tooLongALine_isRefusedWithTheBell() {
        type("a".repeat(4_095));
        type("bc\r");

        assertThat(screen.echo).hasToString("a".repeat(4_095) + "\u0007\u0007\n");
        assertThat(screen.given).hasToString("[" + "a".repeat(4_095) + "\n]");
    }

    @Test
    void type_programThatDoesNotRead_losesTheLineWithTheBell() {
        screen.full = true;
        type("abc\r");
        screen.full = false;
        type("d\r");

        assertThat(screen.echo).hasToString("abc\n\u0007d\n");
        assertThat(screen.given).hasToString("[d\n]");
    }

    private void type(String keys) {
        byte[] bytes = ("#" + keys).getBytes(UTF_8);
        terminal.type(bytes, 1, bytes.length - 1);
    }

    private static String unescape(String keys) {
        return keys.replace("\\r", "\r")
                .replace("\\n", "\n")
                .replace("\\x7f", "\u007f")
                .replace("\\x08", "\b")
                .replace("\\x15", "\u0015")
                .replace("\\x17", "\u0017")
                .replace("\\x03", "\u0003")
                .replace("\\x04", "\u0004")
                .replace("\\x1b", "\u001b");
    }

    private static final class Screen implements LineDiscipline.Program {
        private final StringBuilder given = new StringBuilder();
        private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
        private final Object echo = new Object() {
            @Override
            public String toString() {
                return shown.toString(UTF_8);
            }
        };
        private boolean full;

        @Override
        public boolean line(byte[] bytes, int length) {
            if (!full) {
                given.append('[').append(new String(bytes, 0, length, UTF_8)).append(']');
            }
            return !full;
        }

        @Override
        public void echo(byte[] bytes, int length) {
            shown.write(bytes, 0, length);
        }

        @Override
        public void end() {
            given.append("end");
        }

        @Override
        public void interrupt() {
            given.append("interrupt");
        }
    }
}
