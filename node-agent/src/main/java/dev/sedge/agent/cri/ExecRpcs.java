package dev.sedge.agent.cri;

import static dev.sedge.agent.cri.SandboxRules.require;

import dev.sedge.agent.cri.CriException.Kind;
import dev.sedge.agent.cri.v1.AttachRequest;
import dev.sedge.agent.cri.v1.AttachResponse;
import dev.sedge.agent.cri.v1.ExecRequest;
import dev.sedge.agent.cri.v1.ExecResponse;
import dev.sedge.agent.cri.v1.ExecSyncRequest;
import dev.sedge.agent.cri.v1.ExecSyncResponse;
import dev.sedge.agent.cri.v1.PortForwardRequest;
import dev.sedge.agent.cri.v1.PortForwardResponse;
import dev.sedge.agent.launch.GuestEnd;
import dev.sedge.agent.launch.RunningGuest;
import dev.sedge.agent.pod.Pods;
import dev.sedge.wasi.Stdio;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/** The calls that run something in a container or connect to it. Thread-safe. */
public final class ExecRpcs {
    private static final int KILLED = 137;

    private final Pods pods;
    private final StreamUrls urls;
    private final AtomicLong sharedOutput = new AtomicLong(Runtime.getRuntime().maxMemory() / 16);

    /** The calls about the containers of these pods, whose streams are found at these URLs. */
    public ExecRpcs(Pods pods, StreamUrls urls) {
        this.pods = pods;
        this.urls = urls;
    }

    /**
     * Runs a program to its end; a status other than 0 is no error.
     *
     * @throws CriException DEADLINE_EXCEEDED if it was stopped because its time was over
     */
    public ExecSyncResponse execSync(ExecSyncRequest request) throws CriException, InterruptedException {
        require(request.getCmdCount() > 0, "there is no command to run in container " + request.getContainerId());
        try (ExecOutputs outputs = new ExecOutputs(sharedOutput)) {
            RunningGuest guest = pods.exec(
                    request.getContainerId(),
                    request.getCmdList(),
                    Stdio.none().withOutput(outputs.stdout).withError(outputs.stderr));
            GuestEnd end = await(guest, request);
            return ExecSyncResponse.newBuilder()
                    .setStdout(outputs.stdout.bytes())
                    .setStderr(outputs.stderr.bytes())
                    .setExitCode(end.exitCode())
                    .build();
        }
    }

    private static GuestEnd await(RunningGuest guest, ExecSyncRequest request)
            throws CriException, InterruptedException {
        try {
            return request.getTimeout() > 0
                    ? guest.onEnd().get(request.getTimeout(), TimeUnit.SECONDS)
                    : guest.onEnd().get();
        } catch (TimeoutException e) {
            guest.stop(KILLED);
            guest.onEnd().join(); // The answer says that it is gone.
            throw new CriException(
                    Kind.DEADLINE_EXCEEDED,
                    "command " + request.getCmdList() + " timed out: it was stopped after " + request.getTimeout()
                            + " s",
                    e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e); // It is only ever completed normally.
        } finally {
            guest.stop(KILLED); // Without effect unless the caller has gone before the end.
        }
    }

    /** Where a program is run whose streams somebody is connected to. */
    public ExecResponse exec(ExecRequest request) throws CriException {
        require(request.getCmdCount() > 0, "there is no command to run in container " + request.getContainerId());
        checkStreams(
                request.getContainerId(),
                request.getTty(),
                request.getStdin(),
                request.getStdout(),
                request.getStderr());
        pods.container(request.getContainerId()).requireRunning("run a program in");
        return ExecResponse.newBuilder().setUrl(urls.exec(request)).build();
    }

    /** Where somebody is connected to the streams of a container. */
    public AttachResponse attach(AttachRequest request) throws CriException {
        checkStreams(
                request.getContainerId(),
                request.getTty(),
                request.getStdin(),
                request.getStdout(),
                request.getStderr());
        pods.container(request.getContainerId()).requireRunning("attach to");
        return AttachResponse.newBuilder().setUrl(urls.attach(request)).build();
    }

    private static void checkStreams(String id, boolean tty, boolean stdin, boolean stdout, boolean stderr)
            throws CriException {
        require(!id.isEmpty(), "there is no container id");
        require(!tty || !stderr, "a terminal has one output: ask for tty or for stderr");
        require(stdin || stdout || stderr, "none of stdin, stdout and stderr is asked for");
    }

    /** Where connections are forwarded to the ports of a sandbox. */
    public PortForwardResponse portForward(PortForwardRequest request) throws CriException {
        require(!request.getPodSandboxId().isEmpty(), "there is no sandbox id");
        pods.sandbox(request.getPodSandboxId()).requireReady();
        return PortForwardResponse.newBuilder()
                .setUrl(urls.portForward(request))
                .build();
    }
}
