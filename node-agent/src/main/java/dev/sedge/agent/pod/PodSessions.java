package dev.sedge.agent.pod;

import dev.sedge.agent.cri.CriException;
import dev.sedge.agent.grant.NetworkRules;
import dev.sedge.agent.io.Attachment;
import dev.sedge.agent.io.ClientStreams;
import dev.sedge.agent.io.ContainerIo;
import dev.sedge.agent.io.StreamingSessions;
import dev.sedge.agent.launch.RunningGuest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/** Connects people to containers. Thread-safe. */
public final class PodSessions implements StreamingSessions {
    private static final int INTERRUPTED = 130;

    private final Pods pods;
    private final NetworkRules rules;

    /** Connects to the containers of these pods, and to no port that the rules keep for the node. */
    public PodSessions(Pods pods, NetworkRules rules) {
        this.pods = pods;
        this.rules = rules;
    }

    @Override
    public int exec(String containerId, List<String> command, boolean tty, ClientStreams streams)
            throws CriException, InterruptedException {
        Container container = pods.container(containerId);
        try (ContainerIo io = ContainerIo.open(
                        ContainerIo.Options.forExec(streams.stdin().isPresent(), tty));
                Attachment client = io.join(streams)) {
            RunningGuest guest = container.exec(command, io.guestStdio());
            io.onInterruptKey(() -> guest.stop(INTERRUPTED));
            Endings.of(guest, end -> io.end());
            try {
                client.serve();
            } finally {
                guest.stop(ContainerProgram.KILLED); // Without effect unless the client has gone before the end.
            }
            return guest.onEnd().get().exitCode();
        } catch (IOException e) {
            throw new CriException(
                    CriException.Kind.INTERNAL, "cannot open the streams for " + command + ": " + e.getMessage(), e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e); // It is only ever completed normally.
        }
    }

    @Override
    public void attach(String containerId, ClientStreams streams) throws CriException, InterruptedException {
        pods.attach(containerId, streams);
    }

    @Override
    public void requirePortForward(String sandboxId) throws CriException {
        pods.sandbox(sandboxId).requireReady();
    }

    /** Pods share the network of the node, so that what is forwarded must not lead to the parts of the node itself. */
    @Override
    public InetSocketAddress portForwardTarget(String sandboxId, int port) throws CriException {
        requirePortForward(sandboxId);
        Optional<String> reserved = rules.reservation(port);
        if (reserved.isPresent()) {
            throw new CriException(CriException.Kind.PERMISSION_DENIED, reserved.get());
        }
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }
}
