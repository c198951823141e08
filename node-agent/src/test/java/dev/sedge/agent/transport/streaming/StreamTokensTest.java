package dev.sedge.agent.transport.streaming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sedge.agent.cri.CriException;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StreamTokensTest {
    private static final StreamRequest REQUEST = new StreamRequest.PortForward("a");

    private final AtomicLong now = new AtomicLong(-5);
    private final StreamTokens tokens = new StreamTokens(now::get, new SecureRandom());

    @Test
    void take_issuedToken_worksOnce() throws CriException {
        String token = tokens.issue(REQUEST);

        assertThat(token).matches("[A-Za-z0-9_-]{32}");
        assertThat(tokens.take(token)).contains(REQUEST);
        assertThat(tokens.take(token)).isEmpty();
        assertThat(tokens.take("")).isEmpty();
    }

    @Test
    void take_afterAMinute_isTooLate() throws CriException {
        String first = tokens.issue(REQUEST);
        now.addAndGet(StreamTokens.LIFETIME.toNanos() - 1);
        String second = tokens.issue(REQUEST);
        assertThat(tokens.take(first)).isPresent();
        String third = tokens.issue(REQUEST);
        now.addAndGet(StreamTokens.LIFETIME.toNanos());

        assertThat(tokens.take(second)).isEmpty();
        assertThat(tokens.take(third)).isEmpty();
    }

    @Test
    void issue_tooMany_waitsForTheOldToExpire() throws CriException {
        Set<String> all = new HashSet<>();
        for (int i = 0; i < StreamTokens.MOST; i++) {
            all.add(tokens.issue(REQUEST));
        }
        assertThat(all).hasSize(StreamTokens.MOST);
        assertThatThrownBy(() -> tokens.issue(REQUEST))
                .isInstanceOf(CriException.class)
                .hasMessageContaining("1000 streams were asked for and not used yet")
                .extracting(e -> ((CriException) e).kind())
                .isEqualTo(CriException.Kind.RESOURCE_EXHAUSTED);
        now.addAndGet(StreamTokens.LIFETIME.toNanos());

        assertThat(tokens.issue(REQUEST)).isNotEmpty();
    }
}
