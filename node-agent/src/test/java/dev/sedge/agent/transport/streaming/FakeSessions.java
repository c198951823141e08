package dev.sedge.agent.transport.streaming;

import dev.sedge.agent.cri.CriException;
import dev.sedge.agent.io.ClientStreams;
import dev.sedge.agent.io.StreamingSessions;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/** Sessions that do what a test tells them. */
class FakeSessions implements StreamingSessions {
    @Override
    public int exec(String containerId, List<String> command, boolean tty, ClientStreams streams)
            throws CriException, InterruptedException {
        throw refusal();
    }

    @Override
    public void attach(String containerId, ClientStreams streams) throws CriException, InterruptedException {
        throw refusal();
    }

    @Override
    public void requirePortForward(String sandboxId) throws CriException {
        if (!sandboxId.equals("sandbox")) {
            throw new CriException(CriException.Kind.NOT_FOUND, "there is no sandbox " + sandboxId);
        }
    }

    @Override
    public InetSocketAddress portForwardTarget(String sandboxId, int port) throws CriException {
        if (port == 666) {
            throw new CriException(CriException.Kind.PERMISSION_DENIED, "port 666 is not for you");
        }
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    private static CriException refusal() {
        return new CriException(CriException.Kind.FAILED_PRECONDITION, "the \"container\" has ended");
    }
}
