package dev.sedge.agent.io;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;

/**
 * The streams of a person or program at the other end of an exec or attach. A write fails with an
 * {@link java.io.IOException} when the client has gone, and waits while it is slow.
 *
 * @param stdin what the client types; empty if it gives no input
 * @param stdout where the guest's output goes; empty if the client wants none
 * @param stderr where the guest's errors go; empty with a terminal, which has one output only
 */
public record ClientStreams(
        Optional<InputStream> stdin, Optional<OutputStream> stdout, Optional<OutputStream> stderr) {}
