package dev.sedge.agent.transport.streaming;

import dev.sedge.agent.cri.CriException;
import dev.sedge.agent.cri.v1.AttachRequest;
import dev.sedge.agent.cri.v1.ExecRequest;
import dev.sedge.agent.cri.v1.PortForwardRequest;
import java.util.List;

/** What a client may do with a URL that it was given. */
sealed interface StreamRequest {
    /** The first part of the URL's path. */
    String path();

    /** The protocols by which it may be done. */
    List<String> protocols();

    /** A program that is executed, or the streams of a container. */
    sealed interface Command extends StreamRequest {
        String containerId();

        boolean tty();

        boolean stdin();

        boolean stdout();

        boolean stderr();

        @Override
        default List<String> protocols() {
            return CommandProtocol.names();
        }
    }

    /** Execute a program. */
    record Exec(String containerId, List<String> command, boolean tty, boolean stdin, boolean stdout, boolean stderr)
            implements Command {
        static Exec of(ExecRequest request) throws CriException {
            check("container_id", request.getContainerId());
            checkStreams(request.getTty(), request.getStdin(), request.getStdout(), request.getStderr());
            if (request.getCmdCount() == 0) {
                throw invalid("the command is empty");
            }
            return new Exec(
                    request.getContainerId(),
                    List.copyOf(request.getCmdList()),
                    request.getTty(),
                    request.getStdin(),
                    request.getStdout(),
                    request.getStderr());
        }

        @Override
        public String path() {
            return "exec";
        }
    }

    /** See and feed a container. */
    record Attach(String containerId, boolean tty, boolean stdin, boolean stdout, boolean stderr) implements Command {
        static Attach of(AttachRequest request) throws CriException {
            check("container_id", request.getContainerId());
            checkStreams(request.getTty(), request.getStdin(), request.getStdout(), request.getStderr());
            return new Attach(
                    request.getContainerId(),
                    request.getTty(),
                    request.getStdin(),
                    request.getStdout(),
                    request.getStderr());
        }

        @Override
        public String path() {
            return "attach";
        }
    }

    /** Connect to ports of a sandbox. */
    record PortForward(String sandboxId) implements StreamRequest {
        static PortForward of(PortForwardRequest request) throws CriException {
            check("pod_sandbox_id", request.getPodSandboxId());
            return new PortForward(request.getPodSandboxId());
        }

        @Override
        public String path() {
            return "portforward";
        }

        @Override
        public List<String> protocols() {
            return List.of("portforward.k8s.io");
        }
    }

    private static void check(String field, String value) throws CriException {
        if (value.isEmpty()) {
            throw invalid(field + " is missing");
        }
    }

    private static void checkStreams(boolean tty, boolean stdin, boolean stdout, boolean stderr) throws CriException {
        if (tty && stderr) {
            throw invalid("tty and stderr cannot both be asked for: a terminal has one output");
        }
        if (!stdin && !stdout && !stderr) {
            throw invalid("one of stdin, stdout and stderr must be asked for");
        }
    }

    private static CriException invalid(String message) {
        return new CriException(CriException.Kind.INVALID_ARGUMENT, "open a stream failed: " + message);
    }
}
