/** Sandboxes and their containers: what is there, what it does, and what becomes of it when the agent starts again. */
@NullMarked
package dev.sedge.agent.pod;

import org.jspecify.annotations.NullMarked;
