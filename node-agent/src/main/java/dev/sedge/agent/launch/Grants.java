package dev.sedge.agent.launch;

import dev.sedge.agent.grant.ClockGrant;
import dev.sedge.agent.grant.DirectoryGrant;
import dev.sedge.agent.grant.EnvironmentVariable;
import dev.sedge.agent.grant.ListenGrant;
import dev.sedge.runtime.ResourceLimits;
import dev.sedge.wasi.CallListener;
import dev.sedge.wasi.Randomness;
import dev.sedge.wasi.Stdio;
import java.util.List;
import java.util.Optional;

/**
 * What a guest is given on top of what its image holds: all that a person or a pod asked for, and nothing else.
 *
 * @param directories the host's directories and files, in the order given
 * @param environment the variables, after those of the image
 * @param stdio the standard streams
 * @param randomness the random bytes
 * @param clock the clocks
 * @param listeners where it listens, in the order of the descriptors
 * @param limits memory, tables, depth and time
 * @param trace who hears the system calls
 */
public record Grants(
        List<DirectoryGrant> directories,
        List<EnvironmentVariable> environment,
        Stdio stdio,
        Randomness randomness,
        ClockGrant clock,
        List<ListenGrant> listeners,
        ResourceLimits limits,
        Optional<CallListener> trace) {

    /** Copies the lists. */
    public Grants {
        directories = List.copyOf(directories);
        environment = List.copyOf(environment);
        listeners = List.copyOf(listeners);
    }
}
