package dev.sedge.wasi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import java.util.List;
import org.junit.jupiter.api.Test;

class ListenerTest {
    private static final InetSocketAddress V4 = new InetSocketAddress(InetAddress.getLoopbackAddress(), 8080);
    private static final InetSocketAddress V6 = new InetSocketAddress(loopback6(), 80);

    @Test
    void capabilities_nothingGranted_haveNoListener() {
        assertThat(WasiConfig.builder().build().capabilities()).noneMatch(Listener.class::isInstance);
        assertThat(WasiConfig.builder().build().listeners()).isEmpty();
    }

    @Test
    void capabilities_listeners_comeLastInTheOrderGiven() {
        WasiConfig config = WasiConfig.builder()
                .listener(Listener.tcp(V6, V4))
                .listener(Listener.tcp(V4))
                .build();
        assertThat(config.capabilities().subList(5, 7).stream().map(Capability::describe))
                .containsExactly("listener, TCP [0:0:0:0:0:0:0:1]:80, 127.0.0.1:8080", "listener, TCP 127.0.0.1:8080");
        assertThat(config.listeners().get(0).addresses()).containsExactly(V6, V4);
        assertThat(config.listeners().get(0).isGranted()).isTrue();
    }

    @Test
    void tcp_addressesThatCannotBeBound_areRefused() {
        assertThatThrownBy(() -> Listener.tcp(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least one");
        assertThatThrownBy(() -> Listener.tcp(V4, V4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("twice");
        assertThatThrownBy(() -> Listener.tcp(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("port from 1");
        assertThatThrownBy(() -> Listener.tcp(InetSocketAddress.createUnresolved("example", 80)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("IP address");
    }

    @Test
    void of_openSocket_tellsItsAddress() throws IOException {
        try (ServerSocketChannel channel =
                ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            int port = ((InetSocketAddress) channel.getLocalAddress()).getPort();
            Listener listener = Listener.of(channel);
            assertThat(listener.describe()).isEqualTo("listener, TCP 127.0.0.1:" + port);
            assertThat(listener.channel()).contains(channel);
        }
        try (ServerSocketChannel closed = ServerSocketChannel.open()) {
            assertThat(Listener.of(closed).describe()).isEqualTo("listener, a socket of the embedder");
        }
    }

    @Test
    void run_addressThatIsTaken_saysSoAndLeavesNothingOpen() throws IOException {
        try (ServerSocketChannel channel =
                ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            InetSocketAddress taken = (InetSocketAddress) channel.getLocalAddress();
            WasiConfig config =
                    WasiConfig.builder().listener(Listener.tcp(taken)).build();
            long before = OpenFiles.count();
            assertThatThrownBy(() -> Wasi.run(TestModules.module("c/hello.wasm"), config))
                    .isInstanceOf(WasiException.class)
                    .hasMessageStartingWith("open listener, TCP 127.0.0.1:" + taken.getPort() + " for the guest: ");
            assertThat(OpenFiles.count()).isLessThanOrEqualTo(before);
        }
    }

    private static InetAddress loopback6() {
        byte[] address = new byte[16];
        address[15] = 1;
        try {
            return InetAddress.getByAddress(address);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }
}
