package dev.sedge.agent.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sedge.agent.log.Log.Form;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class LogTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-01-31T12:00:00.123456Z"));
    private static final String OURS = "dev.sedge.agent.pod.Pods";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void write_text_isOneLineOfKeysAndValues() {
        log(Form.TEXT, Level.INFO)
                .write(
                        OURS,
                        Level.INFO,
                        Event.of("container started").with("container", "0af3").with("pod", "ns/web 1"));

        assertThat(written())
                .isEqualTo("time=2026-01-31T12:00:00.123Z level=info logger=agent.pod.Pods msg=\"container started\""
                        + " container=0af3 pod=\"ns/web 1\"\n");
    }

    @Test
    void write_json_isOneObject() {
        log(Form.JSON, Level.INFO)
                .write(OURS, Level.WARNING, Event.of("a \"b\"").with("image", "c\\d"));

        assertThat(written())
                .isEqualTo("{\"time\":\"2026-01-31T12:00:00.123Z\",\"level\":\"warning\",\"logger\":\"agent.pod.Pods\","
                        + "\"msg\":\"a \\\"b\\\"\",\"image\":\"c\\\\d\"}\n");
    }

    @Test
    void write_hostileWords_stayOnOneLineWithoutControlCharacters() {
        String words = "x\n time=now level=error \u001b[31m \u202e \u2028 \ud800";
        for (Form form : Form.values()) {
            log(form, Level.INFO).write(OURS, Level.INFO, Event.of(words).with("image", words));
        }

        assertThat(written().lines()).hasSize(3);
        assertThat(written()).doesNotContain("\u001b").doesNotContain("\u202e").doesNotContain("\u2028");
        assertThat(written()).contains("\\u001b[31m \\u202e \\u2028");
    }

    @Test
    void write_longWords_areCut() {
        log(Form.TEXT, Level.INFO).write(OURS, Level.INFO, Event.of("x".repeat(100_000)));

        assertThat(written()).hasSizeLessThan(9_000);
    }

    @Test
    void write_exception_isAFieldAndShowsItsStackIfItIsADefect() {
        log(Form.TEXT, Level.INFO).write(OURS, Level.WARNING, Event.of("a").causedBy(new IOException("disk full")));
        assertThat(written())
                .contains("error=\"java.io.IOException: disk full\"")
                .doesNotContain("stack=");

        log(Form.TEXT, Level.INFO).write(OURS, Level.ERROR, Event.of("b").causedBy(new IllegalStateException("c")));
        assertThat(written())
                .contains("stack=\"java.lang.IllegalStateException: c\\n\\tat ")
                .hasLineCount(2);
    }

    @Test
    void writes_ours_fromTheLevelOn_librariesFromWarningsOn() {
        Log info = log(Form.TEXT, Level.INFO);
        assertThat(info.writes(OURS, Level.INFO)).isTrue();
        assertThat(info.writes(OURS, Level.DEBUG)).isFalse();
        assertThat(info.writes("io.netty", Level.INFO)).isFalse();
        assertThat(info.writes("io.netty", Level.WARNING)).isTrue();
        assertThat(log(Form.TEXT, Level.DEBUG).writes("io.netty", Level.DEBUG)).isFalse();
        assertThat(log(Form.TEXT, Level.ERROR).writes("io.netty", Level.WARNING))
                .isFalse();
    }

    @Test
    void write_plain_isForAPerson() {
        log(Form.PLAIN, Level.WARNING).write(OURS, Level.WARNING, Event.of("the disk is nearly full"));

        assertThat(written()).isEqualTo("sedge: warning: the disk is nearly full\n");
    }

    @Test
    void finder_givesOurLogger() {
        assertThat(new LogLoggerFinder().getLogger("x", LogTest.class.getModule()))
                .isInstanceOf(SystemLogger.class);
    }

    private Log log(Form form, Level least) {
        return new Log(form, least, out, CLOCK);
    }

    private String written() {
        return out.toString(StandardCharsets.UTF_8);
    }
}
