package dev.sedge.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sedge.agent.grant.IpAddress;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NodeAddressTest {

    @Test
    void choose_prefersIpv4ThatOthersReach() {
        assertThat(choose("127.0.0.1", "fe80::1", "169.254.2.1", "2001:db8::7", "10.1.1.1"))
                .isEqualTo("10.1.1.1");
        assertThat(choose("127.0.0.1", "fe80::1", "2001:db8::7")).isEqualTo("2001:db8:0:0:0:0:0:7");
        assertThat(choose("169.254.1.1")).isEqualTo("127.0.0.1");
    }

    @Test
    void detect_anywhere_isAnAddressOfOneNode() {
        assertThat(NodeAddress.detect().isAnyLocalAddress()).isFalse();
    }

    private static String choose(String... addresses) {
        List<InetAddress> all = Stream.of(addresses).map(IpAddress::parse).toList();
        return NodeAddress.choose(all).getHostAddress();
    }
}
