package dev.sedge.agent.launch;

import dev.sedge.agent.cri.v1.LinuxContainerResources;
import dev.sedge.wasi.Stdio;
import java.util.List;

/** A container that can be started: its program is compiled and linked, its mounts and grants were checked. Thread-safe. */
public interface PreparedContainer extends AutoCloseable {
    /** The arguments of its program, the name first. */
    List<String> args();

    /** What it may see, touch and use, one line for each capability, those it was not granted included. */
    List<String> allowances();

    /**
     * Opens its files and listeners and starts its program; at most once.
     *
     * @throws LaunchException if something that it was granted cannot be opened
     */
    RunningGuest start(Stdio stdio);

    /**
     * Starts another program in its view: the same files, environment and limits, and no listeners.
     *
     * @throws LaunchException if the container was not started, or there is no such program
     */
    RunningGuest exec(List<String> command, Stdio stdio);

    /**
     * Changes the limits of what runs.
     *
     * @throws LaunchException if less memory is asked for than is in use
     */
    void update(LinuxContainerResources resources);

    /** What it has written into its own layer: bytes, and the number of files and directories. */
    LayerUsage layerUsage();

    /** Gives back its files and its image; its layer stays in its directory. What runs in it has ended before. */
    @Override
    void close();

    /** The size of a layer. */
    record LayerUsage(long bytes, long inodes) {}
}
