package dev.sedge.agent.cri;

import dev.sedge.agent.cri.v1.AttachRequest;
import dev.sedge.agent.cri.v1.ExecRequest;
import dev.sedge.agent.cri.v1.PortForwardRequest;

/** Gives out absolute URLs at which a client finds the streams it asked for, once. Thread-safe. */
public interface StreamUrls {
    /**
     * Where a program is run.
     *
     * @throws CriException RESOURCE_EXHAUSTED if too many URLs wait to be used
     */
    String exec(ExecRequest request) throws CriException;

    /**
     * Where a container is attached to.
     *
     * @throws CriException RESOURCE_EXHAUSTED if too many URLs wait to be used
     */
    String attach(AttachRequest request) throws CriException;

    /**
     * Where ports are forwarded.
     *
     * @throws CriException RESOURCE_EXHAUSTED if too many URLs wait to be used
     */
    String portForward(PortForwardRequest request) throws CriException;
}
