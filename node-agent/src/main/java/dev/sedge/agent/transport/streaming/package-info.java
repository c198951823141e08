/**
 * The streams of kubectl: exec, attach and port-forward over SPDY/3.1. kubelet asks for a URL by the CRI and then only
 * tunnels, so that what arrives here is kubectl's own connection.
 */
@NullMarked
package dev.sedge.agent.transport.streaming;

import org.jspecify.annotations.NullMarked;
