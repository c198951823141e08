package dev.sedge.agent.io;

import dev.sedge.agent.cri.CriException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * What a person at kubectl or crictl can be connected to. Each call runs on a thread of its own, which is interrupted
 * when the client goes; thread-safe.
 */
public interface StreamingSessions {
    /**
     * Executes a program in a container that runs.
     *
     * @param tty whether it gets a terminal
     * @return its exit status
     * @throws CriException if there is no such container or program, or it does not run
     */
    int exec(String containerId, List<String> command, boolean tty, ClientStreams streams)
            throws CriException, InterruptedException;

    /**
     * Connects to the streams of a container until it has ended or the client has gone.
     *
     * @throws CriException if there is no such container or it does not run any more
     */
    void attach(String containerId, ClientStreams streams) throws CriException, InterruptedException;

    /**
     * Checks that connections may be forwarded to a sandbox.
     *
     * @throws CriException if it does not exist or is not ready
     */
    void requirePortForward(String sandboxId) throws CriException;

    /**
     * Where a connection to a port of a sandbox goes. Default: the port at 127.0.0.1.
     *
     * @throws CriException if the sandbox is not ready or the port may not be reached this way
     */
    default InetSocketAddress portForwardTarget(String sandboxId, int port) throws CriException {
        requirePortForward(sandboxId);
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }
}
