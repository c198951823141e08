package dev.sedge.agent.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sedge.agent.grant.IpAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class NodeIpTest {

    @Test
    void get_configured_isThat() {
        NodeIp ip = new NodeIp(
                Optional.of(IpAddress.parse("10.0.0.7")), () -> IpAddress.parse("127.0.0.1"), System::nanoTime);

        assertThat(ip.get()).isEqualTo("10.0.0.7");
    }

    @Test
    void get_detected_isFoundOutAgainAfterAWhile() {
        AtomicInteger last = new AtomicInteger();
        AtomicLong now = new AtomicLong();
        NodeIp ip = new NodeIp(Optional.empty(), () -> IpAddress.parse("10.0.0." + last.incrementAndGet()), now::get);

        assertThat(ip.get()).isEqualTo("10.0.0.1");
        assertThat(ip.get()).isEqualTo("10.0.0.1");
        now.addAndGet(Duration.ofMinutes(1).toNanos());
        assertThat(ip.get()).isEqualTo("10.0.0.2");
    }
}
