package dev.sedge.agent.io;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Whatever is typed: no line is longer than a terminal's, and only the last piece before ^D lacks its end. */
class LineDisciplineFuzzTest {
    @FuzzTest(maxDuration = "5m")
    void type_anyKeys_givesLinesOfATerminal(byte[] keys) {
        LineDiscipline terminal = new LineDiscipline(new LineDiscipline.Program() {
            @Override
            public boolean line(byte[] bytes, int length) {
                assertThat(length).isBetween(1, 4096);
                for (int i = 0; i < length - 1; i++) {
                    assertThat(bytes[i]).isNotEqualTo((byte) '\n').isNotEqualTo((byte) 3);
                }
                return length % 2 == 0;
            }

            @Override
            public void echo(byte[] bytes, int length) {
                assertThat(length).isBetween(1, bytes.length);
            }

            @Override
            public void end() {}

            @Override
            public void interrupt() {}
        });
        terminal.type(keys, 0, keys.length);
        terminal.type(keys, keys.length / 2, keys.length - keys.length / 2);
    }
}
