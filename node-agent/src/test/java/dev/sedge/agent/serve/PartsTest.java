package dev.sedge.agent.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartsTest {

    @Test
    void close_oneFails_closesTheOthersInReverse() {
        List<String> closed = new ArrayList<>();
        Parts parts = new Parts();
        AutoCloseable first = () -> closed.add("first");
        AutoCloseable broken = () -> {
            throw new IOException("broken");
        };
        AutoCloseable last = () -> closed.add("last");
        parts.add(first);
        parts.add(broken);
        parts.add(last);

        parts.close();
        parts.close();

        assertThat(closed).containsExactly("last", "first");
    }
}
