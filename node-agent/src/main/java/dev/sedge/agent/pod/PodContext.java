package dev.sedge.agent.pod;

import dev.sedge.agent.state.StateStore;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What all sandboxes and containers of a node use.
 *
 * @param shutdown whether the agent ends, and the guests with it
 */
record PodContext(PodSettings settings, StateStore store, PodDirectories directories, AtomicBoolean shutdown) {}
