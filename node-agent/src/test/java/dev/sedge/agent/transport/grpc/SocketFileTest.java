package dev.sedge.agent.transport.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SocketFileTest {
    @TempDir
    private Path directory;

    private Path run() {
        return directory.resolve("run");
    }

    private Path socket() {
        return run().resolve("s");
    }

    private static ServerSocketChannel bind(Path path) throws IOException {
        var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(path));
        return server;
    }

    @Test
    void socket_isItsOwnersAloneFromTheFirstMoment() throws IOException {
        try (var file = SocketFile.claim(socket());
                var server = bind(file.bindPath())) {
            assertThat(mode(run())).isEqualTo("rwx------");
            assertThat(mode(file.bindPath().resolveSibling("."))).isEqualTo("rwx------");
            assertThat(socket()).doesNotExist();

            file.publish();

            assertThat(mode(socket())).isEqualTo("rw-------");
            assertThat(run().toFile().list()).containsExactly("s");
            try (var client = SocketChannel.open(UnixDomainSocketAddress.of(socket()))) {
                assertThat(client.isConnected()).isTrue();
                assertThat(server.accept().isConnected()).isTrue();
            }
        }
        assertThat(run()).isEmptyDirectory();
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @Test
    void socket_thatNobodyAnswersOn_isReplaced() throws IOException {
        Files.createDirectory(run());
        bind(socket()).close();
        assertThat(socket()).exists();

        try (var file = SocketFile.claim(socket());
                var server = bind(file.bindPath())) {
            file.publish();
            try (var client = SocketChannel.open(UnixDomainSocketAddress.of(socket()))) {
                assertThat(server.accept()).isNotNull();
                assertThat(client.isConnected()).isTrue();
            }
        }
    }

    @Test
    void socket_thatAProgramAnswersOn_isLeftAlone() throws IOException {
        Files.createDirectory(run());
        try (var other = bind(socket())) {
            assertThatThrownBy(() -> SocketFile.claim(socket()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("another program answers there, perhaps a second sedge serve");
            assertThat(other.isOpen()).isTrue();
            assertThat(run().toFile().list()).containsExactly("s");
        }
    }

    @Test
    void file_thatIsNoSocket_isLeftAlone() throws IOException {
        Files.createDirectory(run());
        Files.writeString(socket(), "precious");

        assertThatThrownBy(() -> SocketFile.claim(socket()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not a socket");
        assertThat(socket()).hasContent("precious");
    }

    @Test
    void link_toAFile_isLeftAlone() throws IOException {
        Files.createDirectory(run());
        Files.createSymbolicLink(socket(), directory.resolve("elsewhere"));

        assertThatThrownBy(() -> SocketFile.claim(socket()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not a socket");
    }

    @Test
    void close_leavesTheSocketOfAProgramThatCameLater() throws IOException {
        var file = SocketFile.claim(socket());
        try (var server = bind(file.bindPath())) {
            file.publish();
            Files.delete(socket());
            try (var other = bind(socket())) {
                file.close();
                assertThat(socket()).exists();
                assertThat(other.isOpen() && server.isOpen()).isTrue();
            }
        }
    }

    @Test
    void name_thatTheKernelWouldNotTake_isRefusedWithItsLength() {
        var path = directory.resolve("x".repeat(120));

        assertThatThrownBy(() -> SocketFile.claim(path))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("at most 107 bytes");
        assertThat(directory).isEmptyDirectory();
    }
}
