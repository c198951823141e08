/** The CRI on a unix socket: gRPC in, calls of the table of RPCs out. */
@NullMarked
package dev.sedge.agent.transport.grpc;

import org.jspecify.annotations.NullMarked;
